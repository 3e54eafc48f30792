import { PostgresControl, PostgresGenerationRegistry } from '@stoa/projections-store';
import { describeWith } from '@stoa/dev-servers';
import { derivedId, type EventStore } from '@stoa/kernel';
import { projections } from '@stoa/read-models/projections';
import { randomLog } from '@stoa/read-models/testing/random-log';
import { readable } from '@stoa/read-models/testing/topics-of';
import { eventually } from '@stoa/testing';
import { fedUnevenly, type FedGeneration } from './testing/fed-generation.ts';
import { VerificationRunner, type VerificationParts } from './verifying/verification-runner.ts';

const page = projections.find(({ name }) => name === 'question-page')!;
const log = randomLog(7, 300);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const html = { render: async (markdown: readonly string[]) => [...markdown] };
const store = { ...readable(log), head: async () => log.at(-1)?.position ?? '' } as unknown as EventStore;

await describeWith('verifications in Postgres', ['postgres'], (servers) => {
  let control: PostgresControl;
  let registry: PostgresGenerationRegistry;
  let live: FedGeneration;
  let requests = 0;
  beforeAll(async () => {
    control = new PostgresControl({ connectionString: servers.postgres.url, applicationName: 'test', poolSize: 20 });
    await control.prepare();
    registry = await PostgresGenerationRegistry.open(control.pool, projections);
  });
  afterAll(() => control.close());
  beforeEach(async () => void (live = await fedUnevenly(registry, page, log)));

  const runner = (change: Partial<VerificationParts> = {}, signal = new AbortController().signal) => {
    const { leases, verifications } = control;
    const parts = { projections: [page], registry, store, html, leases, verifications, log: silent, owner: 'one', leaseMs: 1000 };
    return new VerificationRunner({ ...parts, ...change }, signal);
  };
  const request = () => control.verifications.request(page.name, derivedId('verification', `${++requests}`));
  const found = async (id: string) => (await control.verifications.find(page.name, id))!;
  const work = (one: VerificationRunner) =>
    eventually(async () => {
      await one.look();
      await one.settled();
      expect(await control.verifications.running()).toEqual([]);
    });
  /** Generations that only a verification has, by their records and by their schemas. */
  const left = async () => {
    const kept = new Set(
      (await registry.list()).filter(({ state }) => state !== 'verifying').map(({ number }) => `question_page_${number}`),
    );
    const { rows } = await control.pool.query<{ name: string }>(
      `SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE 'question\\_page\\_%'`,
    );
    return rows.map(({ name }) => name).filter((name) => !kept.has(name));
  };
  /** A log whose reader stops in the middle, until it is let go. */
  const held = () => {
    let [reach, go] = [(): void => undefined, (): void => undefined];
    const [reached, gone] = [new Promise<void>((resolve) => (reach = resolve)), new Promise<void>((resolve) => (go = resolve))];
    const stopping: EventStore = {
      ...store,
      async *readAll(...asked) {
        for await (const batch of store.readAll(...asked)) {
          yield batch.slice(0, 10);
          reach();
          await gone;
          yield batch.slice(10);
        }
      },
    };
    return { store: stopping, reached, go };
  };

  it('compare with what live was when it was read, while it is fed, and leave nothing', async () => {
    const { id } = await request();
    const { store: stopping, reached, go } = held();
    const one = runner({ store: stopping });
    await one.look();
    await reached;
    expect(await left()).toHaveLength(1);
    await live.catchUp();
    go();
    await one.settled();
    expect(await found(id)).toMatchObject({ state: 'done', generation: live.record.number, equal: true, error: null });
    expect(await left()).toEqual([]);
  });

  it('tell the table of a row that was changed by hand in the live generation', async () => {
    await live.catchUp();
    await control.pool.query(`UPDATE question_page_${live.record.number}.question SET title = title || '!' WHERE id = (SELECT min(id) FROM question_page_${live.record.number}.question)`); // prettier-ignore
    const { id } = await request();
    await work(runner());
    const { state, equal, tables } = await found(id);
    expect([state, equal]).toEqual(['done', false]);
    expect(tables.filter((table) => !table.equal).map(({ table }) => table)).toEqual(['question']);
    expect(await left()).toEqual([]);
  });

  it('go to another process when one is gone without a word, and nothing of the first is left', async () => {
    const { id } = await request();
    const { store: stopping, reached, go } = held();
    let alive = true;
    // Neither renews its lease nor gives it back.
    const leases = {
      acquire: async (...asked: [string, string, number]) =>
        alive ? control.leases.acquire(...asked) : new Promise<undefined>(() => undefined),
      release: async () => undefined,
    };
    const one = runner({ store: stopping, leases });
    await one.look();
    await reached;
    alive = false;
    expect(await left()).toHaveLength(1);
    await work(runner({ owner: 'two' }));
    expect(await found(id)).toMatchObject({ state: 'done', equal: true });
    expect(await left()).toEqual([]);
    go();
    await one.settled();
    expect(await left()).toEqual([]);
  });

  it('end where they are cancelled, once; another one may begin, and one at a time', async () => {
    const { id } = await request();
    await expect(request()).rejects.toMatchObject({ code: 'request-in-progress' });
    expect(await control.verifications.request(page.name, id)).toMatchObject({ id, repeated: true });
    const { store: stopping, reached, go } = held();
    const one = runner({ store: stopping });
    await one.look();
    await reached;
    expect(await control.verifications.cancel(page.name, id)).toMatchObject({ state: 'cancelled', phase: 'done' });
    expect(await control.verifications.cancel(page.name, id)).toMatchObject({ state: 'cancelled' });
    const next = await request();
    go();
    await one.settled();
    await work(one);
    expect(await found(id)).toMatchObject({ state: 'cancelled', equal: null });
    expect(await found(next.id)).toMatchObject({ state: 'done', equal: true });
    expect(await left()).toEqual([]);
  });

  it('are not resumed, replaced or made live by a rebuild', async () => {
    const verifying = await registry.createToVerify(page.name, page.code.rows);
    await expect(registry.switchTo(verifying)).rejects.toThrow('cannot be made live');
    await expect(registry.follow(verifying, new Map())).rejects.toThrow();
    const next = await registry.create(page.name, page.code.rows);
    await registry.follow(next, new Map());
    await registry.switchTo(next);
    expect((await registry.list(page.name)).find(({ number }) => number === verifying.number)).toMatchObject({
      state: 'verifying',
    });
    await registry.drop(verifying);
    expect(await left()).toEqual([]);
  });
});
