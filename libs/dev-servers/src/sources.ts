import { docker } from './docker/docker.ts';
import { eventStoreAt, kafkaAt, postgresAt } from './environment.ts';
import { localEventStore, localKafka, localPostgres } from './local/local-servers.ts';
import type { EventStoreServer, KafkaServer, PostgresServer, ServerKind, Servers, Source } from './server.ts';

type Ways<K extends ServerKind> = {
  readonly variable: string;
  /** From the address in the environment variable. */
  readonly at: (address: string) => Source<Servers[K]>;
  readonly local: () => Promise<Source<Servers[K]>>;
};

const WAYS: { readonly [K in ServerKind]: Ways<K> } = {
  postgres: { variable: 'STOA_TEST_POSTGRES', at: postgresAt, local: localPostgres },
  kafka: { variable: 'STOA_TEST_KAFKA', at: kafkaAt, local: localKafka },
  eventstore: { variable: 'STOA_TEST_EVENTSTOREDB', at: eventStoreAt, local: localEventStore },
};

const found = new Map<ServerKind, Promise<Source<Servers[ServerKind]> | { why: string }>>();

/** By the environment's address, else in Docker, else as processes of this machine, else why not. Determined once. */
function sourceOf<K extends ServerKind>(kind: K): Promise<Source<Servers[K]> | { why: string }> {
  if (!found.has(kind)) found.set(kind, look(kind));
  return found.get(kind) as Promise<Source<Servers[K]> | { why: string }>;
}

async function look<K extends ServerKind>(kind: K): Promise<Source<Servers[K]> | { why: string }> {
  const { variable, at, local } = WAYS[kind];
  const address = process.env[variable];
  if (address) return at(address);
  const container = await docker(kind);
  if ('start' in container) return container;
  try {
    return await local();
  } catch (error) {
    return { why: `${(error as Error).message}. Or name a server by ${variable}. ${container.why}` };
  }
}

async function startOf<K extends ServerKind>(kind: K): Promise<Servers[K] | undefined> {
  const source = await sourceOf(kind);
  return 'start' in source ? source.start() : undefined;
}

/** A private, empty Postgres; undefined where none is available. The caller stops it; it ends with this process at the latest. */
export const postgresServer = (): Promise<PostgresServer | undefined> => startOf('postgres');

/** A private Kafka without topics, on the same terms. */
export const kafkaServer = (): Promise<KafkaServer | undefined> => startOf('kafka');

/** A private EventStoreDB or our stand-in for it, on the same terms. */
export const eventStoreServer = (): Promise<EventStoreServer | undefined> => startOf('eventstore');

/** Any kind, on the same terms. */
export const serverOf = startOf;

/** Why no server of this kind is available here, for the name of a skipped test; undefined where one is. */
export async function whyNone(kind: ServerKind): Promise<string | undefined> {
  const source = await sourceOf(kind);
  return 'why' in source ? source.why : undefined;
}
