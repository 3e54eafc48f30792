import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../bootstrap.mjs';

const built = await import(join(root, 'libs/dev-servers/dist/index.js'));

/** Ours, in the order in which they are named; each waits by itself for what it needs. */
const SERVICES = ['questions', 'answers', 'mentors', 'view-analytics', 'relay', 'projectors', 'gateway'];

/**
 * All pieces of a stack: servers, then services. A piece has a name, ports, its address for people, and makes its program when asked;
 * making it throws where something is missing on this machine.
 */
export function piecesOf(folder, { ports, projectors, log }, secrets) {
  const at = (name) => join(folder, name);
  const http = (port) => `http://127.0.0.1:${port}`;
  const postgres = { port: ports.postgres, password: secrets.postgres };
  const environment = {
    STOA_HOST: '127.0.0.1',
    STOA_LOG: log,
    STOA_EVENTSTORE: `esdb://127.0.0.1:${ports.eventstore}?tls=false`,
    STOA_KAFKA: `127.0.0.1:${ports.kafka}`,
    STOA_POSTGRES: built.postgresUrl(postgres),
    STOA_QUESTIONS_URL: http(ports.questions),
    STOA_ANSWERS_URL: http(ports.answers),
    STOA_MENTORS_URL: http(ports.mentors),
    STOA_VIEW_ANALYTICS_URL: http(ports['view-analytics']),
    STOA_SERVICE_SECRET: secrets.service,
    STOA_ADMIN_SECRET: secrets.admin,
  };
  const servers = [
    {
      name: 'postgres',
      ports: [ports.postgres],
      address: `127.0.0.1:${ports.postgres}`,
      program: () => built.postgres({ folder: at('postgres'), ...postgres, durable: true }),
    },
    {
      name: 'kafka',
      ports: [ports.kafka, ports['kafka-controller']],
      address: environment.STOA_KAFKA,
      program: () => built.kafka({ folder: at('kafka'), port: ports.kafka, controllerPort: ports['kafka-controller'] }),
    },
    {
      name: 'eventstore',
      ports: [ports.eventstore, ports['eventstore-http']],
      address: environment.STOA_EVENTSTORE,
      program: () => built.standIn({ folder: at('eventstore'), port: ports.eventstore, httpPort: ports['eventstore-http'] }),
    },
  ].map((piece) => ({ ...piece, kind: 'server' }));

  const service = (app, name, port) => ({
    name,
    kind: 'service',
    ports: [port],
    address: http(port),
    program: async () => serviceProgram(app, { ...environment, STOA_PORT: String(port) }, http(port)),
  });
  const services = SERVICES.flatMap((app) =>
    app === 'projectors'
      ? Array.from({ length: projectors }, (_, index) => service(app, `projectors-${index + 1}`, ports.projectors + index))
      : [service(app, app, ports[app])],
  );
  return [...servers, ...services].map((piece) => ({ ...piece, folder: at(piece.name) }));
}

/** The pieces that are named; `projectors` names all of them; no name names every piece. */
export const named = (pieces, names) =>
  names.length === 0 ? pieces : pieces.filter(({ name }) => names.some((one) => one === name || name.startsWith(`${one}-`)));

function serviceProgram(app, env, url) {
  const main = join(root, 'apps', app, 'dist/main.js');
  if (!existsSync(main)) throw new built.MissingPiece(`apps/${app} is not built: npm run build`);
  return {
    name: app,
    prepare: async () => undefined,
    command: { file: process.execPath, args: [main], env },
    endsOn: 'SIGTERM',
    diesOn: 'SIGKILL',
    ready: () => built.httpAnswers(`${url}/health/ready`),
  };
}
