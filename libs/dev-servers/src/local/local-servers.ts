import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificateAuthority } from '../certificates/authority.ts';
import type {
  EventStoreServer,
  KafkaMechanism,
  KafkaServer,
  PostgresServer,
  SecuredKafkaServer,
  Server,
  Source,
} from '../server.ts';
import { freePort } from './free-port.ts';
import { accessAs, type KafkaAccount, type KafkaSecurity } from './kafka-security.ts';
import { kafka } from './kafka.ts';
import { folderPrefix, removeLeftovers } from './leftovers.ts';
import { OwnProcess } from './own-process.ts';
import { postgres, postgresUrl, type PostgresOptions } from './postgres.ts';
import type { Program } from './program.ts';
import { standIn } from './stand-in.ts';

/** What a server's maker gets: a folder of its own and free ports. */
interface Place {
  readonly folder: string;
  readonly port: number;
  readonly secondPort: number;
  readonly detour: { readonly listens: number; readonly advertises: number };
}

/** A kind of server as processes of this machine. Throws MissingPiece, now and not at the first start. */
async function local<A>(
  kind: string,
  program: (place: Place) => Promise<Program>,
  address: (place: Place) => A,
): Promise<Source<Server & A>> {
  removeLeftovers();
  await program({ folder: tmpdir(), port: 0, secondPort: 0, detour: { listens: 0, advertises: 0 } });
  return {
    async start() {
      const folder = mkdtempSync(join(tmpdir(), folderPrefix(kind)));
      const detour = { listens: await freePort(), advertises: await freePort() };
      const place = { folder, port: await freePort(), secondPort: await freePort(), detour };
      const own = new OwnProcess(await program(place), folder);
      const stop = async () => {
        await own.end('diesOn');
        rmSync(folder, { recursive: true, force: true });
      };
      try {
        await own.start();
      } catch (error) {
        await stop();
        throw error;
      }
      const restart = async () => {
        await own.end('endsOn');
        await own.start();
      };
      return { from: 'local', ...address(place), stop, kill: () => own.kill(), restart };
    },
  };
}

const PASSWORD = 'stoa';

export const localPostgres = (options: Pick<PostgresOptions, 'tls'> = {}): Promise<Source<PostgresServer>> =>
  local(
    'postgres',
    ({ folder, port }) => postgres({ ...options, folder, port, password: PASSWORD, durable: false }),
    ({ port }) => ({ url: postgresUrl({ ...options, port, password: PASSWORD }) }),
  );

export const localKafka = (): Promise<Source<KafkaServer>> =>
  local(
    'kafka',
    ({ folder, port, secondPort, detour }) => kafka({ folder, port, controllerPort: secondPort, detour }),
    ({ port, detour }) => ({ brokers: `127.0.0.1:${port}`, detour }),
  );

/** One broker with TLS and users. Throws MissingPiece. */
export function localSecuredKafka(): Promise<Source<SecuredKafkaServer>> {
  const authority = certificateAuthority('The CA of a test');
  const [admin, user] = ['admin', 'user'].map((name) => ({
    name,
    password: randomBytes(12).toString('base64url'),
    isAdmin: name === 'admin',
  })) as [KafkaAccount, KafkaAccount];
  const security: KafkaSecurity = { ca: authority.cert, certificate: authority.issue('127.0.0.1'), accounts: [admin, user] };
  return local(
    'kafka',
    ({ folder, port, secondPort, detour }) =>
      kafka({ folder, port, controllerPort: secondPort, security, certifiedPort: detour.listens }),
    ({ port, detour }) => ({
      brokers: `127.0.0.1:${port}`,
      certified: {
        brokers: `127.0.0.1:${detour.listens}`,
        tls: (account: string) => ({ ca: authority.cert, ...authority.issue(account) }),
      },
      access(account: 'admin' | 'user', mechanism: KafkaMechanism) {
        const { tls, sasl } = accessAs(account === 'admin' ? admin : user, authority.cert);
        return { tls, sasl: { ...sasl, mechanism } };
      },
    }),
  );
}

export const localEventStore = (): Promise<Source<EventStoreServer>> =>
  local(
    'eventstore',
    ({ folder, port, secondPort }) => standIn({ folder, port, httpPort: secondPort }),
    ({ port }) => ({ connectionString: `esdb://127.0.0.1:${port}?tls=false` }),
  );
