import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { httpResponds, kafka, MissingPiece, postgres, postgresUrl, standIn, type Program } from '@stoa/dev-servers';
import { metricsPortOf } from './ports.ts';
import { root } from './root.ts';
import { securityOf } from './security.ts';
import type { Secrets, Settings } from './settings.ts';

/** A server or a service of a stack. */
export interface Piece {
  readonly name: string;
  readonly kind: 'server' | 'service';
  readonly ports: readonly number[];
  /** Display name. */
  readonly address: string;
  /** What a service is started with. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Its data, log and pid file. */
  readonly folder: string;
  /** Throws MissingPiece where this machine lacks what it needs. */
  program(): Promise<Program>;
}

/** Each waits for its own dependencies. */
const SERVICES = ['questions', 'answers', 'mentors', 'view-analytics', 'relay', 'projectors', 'gateway'] as const;

/** All pieces of a stack: servers, then services. */
export function piecesOf(folder: string, settings: Settings, secrets: Secrets): Piece[] {
  const { ports, projectors, log } = settings;
  const security = settings.secure ? securityOf(folder, settings, secrets) : undefined;
  const at = (name: string) => join(folder, name);
  const http = (port: number) => `http://127.0.0.1:${port}`;
  const database = { port: ports.postgres, password: secrets.postgres, tls: security?.postgres };
  const environment = {
    STOA_HOST: '127.0.0.1',
    STOA_LOG: log,
    STOA_KAFKA: `127.0.0.1:${ports.kafka}`,
    ...(security?.environment ?? {
      STOA_EVENTSTORE: `esdb://127.0.0.1:${ports.eventstore}?tls=false`,
      STOA_POSTGRES: postgresUrl(database),
    }),
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
      program: () => postgres({ folder: at('postgres'), ...database, durable: true }),
    },
    {
      name: 'kafka',
      ports: [ports.kafka, ports['kafka-controller']],
      address: environment.STOA_KAFKA,
      program: () =>
        kafka({
          folder: at('kafka'),
          port: ports.kafka,
          controllerPort: ports['kafka-controller'],
          security: security?.kafka,
        }),
    },
    {
      name: 'eventstore',
      ports: [ports.eventstore, ports['eventstore-http']],
      address: `esdb://127.0.0.1:${ports.eventstore}${security ? '' : '?tls=false'}`,
      program: () =>
        standIn({
          folder: at('eventstore'),
          port: ports.eventstore,
          httpPort: ports['eventstore-http'],
          security: security?.eventstore,
        }),
    },
  ].map((piece) => ({ ...piece, kind: 'server' as const }));

  const service = (app: string, name: string, port: number, metrics: number) => {
    const own = { ...environment, ...security?.kafkaUser(app), STOA_PORT: String(port), STOA_METRICS_PORT: String(metrics) };
    return {
      name,
      kind: 'service' as const,
      ports: [port, metrics],
      address: http(port),
      environment: own,
      program: async () => serviceProgram(app, own, http(port)),
    };
  };
  const services = SERVICES.flatMap((app) =>
    app === 'projectors'
      ? Array.from({ length: projectors }, (_, index) =>
          service(app, `projectors-${index + 1}`, ports.projectors + index, metricsPortOf(ports, app, index)),
        )
      : [service(app, app, ports[app], metricsPortOf(ports, app))],
  );
  return [...servers, ...services].map((piece) => ({ ...piece, folder: at(piece.name) }));
}

/** The pieces of these names, of which `projectors` is every projector's; without names, every piece. */
export const named = (pieces: readonly Piece[], names: readonly string[]): readonly Piece[] =>
  names.length === 0 ? pieces : pieces.filter(({ name }) => names.some((one) => one === name || name.startsWith(`${one}-`)));

function serviceProgram(app: string, env: Record<string, string>, url: string): Program {
  const main = join(root, 'apps', app, 'dist/main.js');
  if (!existsSync(main)) throw new MissingPiece(`apps/${app} is not built: npm run build`);
  return {
    name: app,
    prepare: async () => undefined,
    command: { file: process.execPath, args: [main], env },
    endsOn: 'SIGTERM',
    diesOn: 'SIGKILL',
    ready: () => httpResponds(`${url}/health/ready`),
  };
}
