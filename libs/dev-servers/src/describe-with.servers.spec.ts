import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import { eventually } from '@stoa/testing';
import { describeWith } from './describe-with.ts';
import { localPostgres } from './local/local-servers.ts';
import { postgresServer } from './sources.ts';

const BUILT = join(import.meta.dirname, '../dist/index.js');

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function withKafka<A>(brokers: string, work: (kafka: Kafka) => Promise<A>): Promise<A> {
  return work(new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING, retry: { retries: 2 } }));
}

await describeWith('A Postgres for a test', ['postgres'], (servers) => {
  it('is empty, and keeps what was committed over a kill', async () => {
    const { url, kill, restart } = servers.postgres;
    expect(await query(url, `SELECT * FROM pg_tables WHERE schemaname = 'public'`)).toEqual([]);
    await query(url, 'CREATE TABLE kept AS SELECT 7 AS n');
    if (servers.postgres.from === 'environment') return expect(kill()).rejects.toThrow('environment');
    await kill();
    await expect(query(url, 'SELECT 1')).rejects.toThrow();
    await restart();
    expect(await query(url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  });

  it('is nobody else’s', async () => {
    const other = (await postgresServer())!;
    try {
      expect(other.url).not.toBe(servers.postgres.url);
      await query(other.url, 'CREATE TABLE theirs (n int)');
      await expect(query(servers.postgres.url, 'SELECT * FROM theirs')).rejects.toThrow('theirs');
    } finally {
      await other.stop();
    }
  });
});

await describeWith('A Kafka for a test', ['kafka'], (servers) => {
  it('creates no topic by itself, and keeps what was acknowledged over a kill', async () => {
    const { brokers, kill, restart, from } = servers.kafka;
    const topic = `kept-${process.pid}`;
    await withKafka(brokers, async (kafka) => {
      const admin = kafka.admin();
      await admin.connect();
      await admin.createTopics({ topics: [{ topic, numPartitions: 1 }] });
      await admin.disconnect();
      const producer = kafka.producer({ createPartitioner: () => () => 0 });
      await producer.connect();
      await expect(producer.send({ topic: `${topic}-misspelt`, messages: [{ value: 'x' }] })).rejects.toThrow();
      await producer.send({ topic, acks: -1, messages: [{ value: 'one' }, { value: 'two' }] });
      await producer.disconnect();
    });
    if (from === 'environment') return expect(kill()).rejects.toThrow('environment');
    await kill();
    await restart();
    const offsets = await withKafka(brokers, async (kafka) => {
      const admin = kafka.admin();
      await admin.connect();
      try {
        return await eventually(() => admin.fetchTopicOffsets(topic));
      } finally {
        await admin.disconnect();
      }
    });
    expect(offsets).toMatchObject([{ partition: 0, high: '2' }]);
  });
});

await describeWith('An event store for a test', ['eventstore'], (servers) => {
  it('responds at the same address after a kill', async () => {
    const { connectionString, kill, restart, from } = servers.eventstore;
    expect(connectionString).toMatch(/^esdb:\/\/[^/]+:\d+/);
    if (from === 'environment') return expect(kill()).rejects.toThrow('environment');
    await kill();
    await restart();
  });
});

const OWNER = `
  import { postgresServer } from ${JSON.stringify(BUILT)};
  console.log((await postgresServer()).url);
  setInterval(() => undefined, 1_000);
`;
const foldersOf = (pid: number) => readdirSync(tmpdir()).filter((name) => name.startsWith(`stoa-server-${pid}-`));
const whyNotLocal = await localPostgres().then(
  () => (existsSync(BUILT) ? undefined : 'libs/dev-servers is not built'),
  (error: Error) => error.message,
);

(whyNotLocal ? it.skip : it)(`A local server whose test is killed ends, and its folder goes ${whyNotLocal ?? ''}`, async () => {
  const env: NodeJS.ProcessEnv = { ...process.env, STOA_TEST_DOCKER: 'off' };
  delete env['STOA_TEST_POSTGRES'];
  const owner = spawn(process.execPath, ['--input-type=module', '-e', OWNER], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve) =>
    owner.stdout.once('data', (data: Buffer) => resolve(data.toString().trim())),
  );
  expect(await query(url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  expect(foldersOf(owner.pid!)).toHaveLength(1);
  owner.kill('SIGKILL');
  await eventually(() => expect(query(url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED'), { timeout: 15_000 });
  await eventually(() => expect(foldersOf(owner.pid!)).toEqual([]));
});
