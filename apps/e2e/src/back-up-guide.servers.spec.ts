import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StandInProcess } from '@stoa/dev-servers/eventstoredb';
import { describeWith, findInPath } from '@stoa/dev-servers';
import { startServices, type DistributedDeployment } from '@stoa/dev-servers/deployments';
import { Cast, Client, commandsOf, eventually, typed } from '@stoa/testing';
import pg from 'pg';
import { logOf } from './chaos/campaign.ts';
import { compareReadModels } from './chaos/read-models-equal.ts';

const block = commandsOf('back-up-and-restore.md', 'As services');
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0';
/** A view needs a second. */
const LOOKED_AT_MS = 1100;
const PATIENT = { timeout: 60_000, interval: 100 };
const missing = ['pg_dump', 'pg_restore', 'createdb', 'psql'].filter((name) => !findInPath(name));

interface Listed {
  readonly name: string;
  readonly state: string;
  readonly reason: string | null;
  readonly generation: number;
}

if (missing.length > 0)
  it.skip(`the guide to back up and restore services (${missing.join(', ')}: not installed)`, () => undefined);
else
  await describeWith('the guide to back up and restore services', ['postgres', 'kafka'], (servers) => {
    let folder: string;
    let eventstore: StandInProcess;
    let stoa: DistributedDeployment;
    let cast: Cast;
    let database: string;
    const data = (name: string) => join(folder, name);
    const type = (commands: string) =>
      typed(commands, folder, {
        STOA_EVENTSTORE: eventstore.connectionString,
        STOA_POSTGRES: database,
        STOA_GATEWAY: stoa.url,
      });
    const list = async () =>
      (JSON.parse(await type(block('projections list').trimEnd() + ' --json')) as { items: Listed[] }).items;
    const readiness = async () => (await cast.anyone.get('/health/ready')).body as { status: string };
    const generations = async () => (await list()).map(({ generation }) => generation);
    const history = async () => (await queried(database, 'SELECT history FROM stoa.relay'))[0]!['history'] as string;
    const named = (name: string) => stoa.services.get(name)!;
    const others = (name: string) => [...stoa.services.values()].filter((service) => service.name !== name);
    const stopped = () => Promise.all([...stoa.services.values()].map((service) => service.stop()));
    const start = (services: readonly { start(more: Record<string, string>): void }[]) =>
      services.forEach((service) => service.start({ STOA_POSTGRES: database }));
    const ask = async (title: string) =>
      (await cast.member('Asker')).must('POST', '/v1/questions', { body: { title, topics: ['Backups'] } });
    const statusOf = async (id: string) => (await cast.anyone.get(`/v1/questions/${id}/page`)).status;
    const views = async (id: string) => (await cast.anyone.must('GET', `/v1/questions/${id}/page`)).question.views.total;
    const allLive = () =>
      eventually(async () => {
        const items = await list();
        expect(items.map(({ name, state }) => [name, state])).toEqual(items.map(({ name }) => [name, 'live']));
      }, PATIENT);
    const whole = async () => {
      const log = await logOf({ eventstore: eventstore.server });
      expect(new Set(log.map(({ id }) => id)).size).toBe(log.length);
      for (const { projection, live, folded } of await compareReadModels(database, log))
        expect([projection, live]).toEqual([projection, folded]);
      return log;
    };

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'stoa-guide-'));
      const { kafka, postgres } = servers;
      database = postgres.url;
      eventstore = new StandInProcess(data('log'));
      await eventstore.start();
      stoa = await startServices({ kafka, postgres, eventstore: eventstore.server }, { projectors: 2 });
      writeFileSync(data('admin-secret'), stoa.admin['stoa-admin-secret']!);
      cast = new Cast(stoa);
    });
    afterAll(async () => {
      await stoa?.stop();
      await eventstore?.signal('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    });

    it('a copy of the log, beside newer read models and a newer Kafka: the rest is made of it, and nothing is doubled', async () => {
      const kept = await ask('Is it kept?');
      await cast.anyone.must('GET', `/v1/questions/${kept.id}/page?after=${kept.position}`);
      await type(block('events copy --from "$STOA_EVENTSTORE"'));
      const lost = await ask('Is it lost?');
      await cast.anyone.must('GET', `/v1/questions/${lost.id}/page?after=${lost.position}`);
      // A view of what was kept, which is sealed in an event that will be lost.
      const reader = new Client(stoa.url, { 'user-agent': FIREFOX });
      const ticket = await reader.must('GET', `/v1/questions/${kept.id}/render`);
      await new Promise((resolve) => setTimeout(resolve, LOOKED_AT_MS));
      const seen = { kind: 'seen', question: kept.id, answer: null, share: 1, visibleMs: 1000, ...ticket };
      await reader.must('POST', '/v1/views', { body: { facts: [seen] } });
      await eventually(async () => expect(await views(kept.id)).toBe(1), PATIENT);
      const before = { generations: await generations(), history: await history() };

      await stopped();
      await eventstore.signal('SIGKILL');
      rmSync(data('log'), { recursive: true });
      await eventstore.start();
      await type(block('--to "$STOA_EVENTSTORE"'));
      start(others('relay-1'));
      await Promise.all(others('relay-1').map((service) => service.ready()));
      await eventually(async () => {
        const items = await list();
        expect(items.map(({ state }) => state)).toEqual(items.map(() => 'degraded'));
        expect(items[0]!.reason).toContain('another log');
        expect(await readiness()).toMatchObject({ status: 'degraded' });
      }, PATIENT);
      expect([await statusOf(kept.id), await statusOf(lost.id)]).toEqual([200, 200]);

      start([named('relay-1')]);
      await allLive();
      expect(await generations()).toEqual(before.generations.map((generation) => generation + 1));
      expect(await history()).toMatch(/^[0-9a-f-]{36}$/);
      expect(before.history).toBe('');
      expect([await statusOf(kept.id), await statusOf(lost.id)]).toEqual([200, 404]);
      const next = await ask('Does it go on?');
      await cast.anyone.must('GET', `/v1/questions/${next.id}/page?after=${next.position}`);
      // What the lost event had sealed is sealed again, once.
      await eventually(async () => expect(await views(kept.id)).toBe(1), PATIENT);
      const log = await whole();
      expect(log.filter(({ type }) => type.startsWith('ViewsRecorded'))).toHaveLength(1);
    });

    it('a dump of Postgres beside the files of the event store, and a newer Kafka: read models go on from the dump', async () => {
      const dumped = await ask('Is it in the dump?');
      await cast.anyone.must('GET', `/v1/questions/${dumped.id}/page?after=${dumped.position}`);
      await type(block('pg_dump'));
      const salts = await queried(database, 'SELECT count(*)::int AS count FROM stoa.salt');
      expect(salts[0]!['count']).toBeGreaterThan(0);
      const kept = await ask('Is it only in the log?');
      await cast.anyone.must('GET', `/v1/questions/${kept.id}/page?after=${kept.position}`);
      await eventstore.signal('SIGSTOP');
      cpSync(data('log'), data('copy'), { recursive: true });
      await eventstore.signal('SIGCONT');
      const lost = await Promise.all(['Is it lost?', 'And this one?'].map(ask));
      for (const { id, position } of lost) await cast.anyone.must('GET', `/v1/questions/${id}/page?after=${position}`);
      const before = { generations: await generations(), history: await history() };

      await stopped();
      await eventstore.signal('SIGKILL');
      rmSync(data('log'), { recursive: true });
      cpSync(data('copy'), data('log'), { recursive: true });
      await eventstore.start();
      await type(block('createdb'));
      database = `${database.slice(0, database.lastIndexOf('/'))}/monday`;
      await type(block('pg_restore'));
      expect(await queried(database, 'SELECT * FROM stoa.salt')).toEqual([]);
      start([...stoa.services.values()]);
      await stoa.ready();
      const next = await Promise.all(['Does it go on?', 'And on?', 'And on and on?'].map(ask));
      for (const { id, position } of next) await cast.anyone.must('GET', `/v1/questions/${id}/page?after=${position}`);
      await allLive();
      for (const { id } of [dumped, kept, ...next]) expect(await statusOf(id)).toBe(200);
      for (const { id } of lost) expect(await statusOf(id)).toBe(404);
      expect(await generations()).toEqual(before.generations);
      expect([before.history, '']).not.toContain(await history());
      await whole();
    });
  });

async function queried(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
