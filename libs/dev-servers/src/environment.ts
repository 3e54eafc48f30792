import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { NotOurs, type EventStoreServer, type KafkaServer, type PostgresServer, type Source } from './server.ts';

const notOurs = () => Promise.reject(new NotOurs());
const theirs = { from: 'environment', stop: () => Promise.resolve(), kill: notOurs, restart: notOurs } as const;

/** Runs one statement on a Postgres server. */
async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A new database on the server of STOA_TEST_POSTGRES, dropped at the end. */
export const postgresAt = (url: string): Source<PostgresServer> => ({
  async start() {
    const name = `stoa_test_${randomBytes(6).toString('hex')}`;
    await execute(url, `CREATE DATABASE ${name}`);
    const own = new URL(url);
    own.pathname = `/${name}`;
    return { ...theirs, url: own.href, stop: () => execute(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
  },
});

export const kafkaAt = (brokers: string): Source<KafkaServer> => ({ start: async () => ({ ...theirs, brokers }) });

export const eventStoreAt = (connectionString: string): Source<EventStoreServer> => ({
  start: async () => ({ ...theirs, connectionString }),
});
