import { eventually } from '@stoa/testing';
import { describeWith } from '@stoa/dev-servers';
import { emptied } from '../../testing/emptied.ts';
import { changes, item, sample, score } from '../../testing/sample-model.ts';
import { migrateControl } from '../control/migrate.ts';
import { openPostgres, postgresHealth } from '../connecting/pool.ts';
import { PostgresGenerationRegistry } from './postgres-registry.ts';
import { ProgressListener } from '../progress/progress-listener.ts';

await describeWith('Postgres in trouble', ['postgres'], (servers) => {
  const open = (applicationName = 'test') => openPostgres({ connectionString: servers.postgres.url, applicationName });
  let pool: ReturnType<typeof openPostgres>;
  let operator: ReturnType<typeof openPostgres>;
  let registry: PostgresGenerationRegistry;
  beforeAll(() => void ([pool, operator] = [open(), open('operator')]));
  afterAll(async () => {
    await pool.end();
    await operator.end();
  });
  beforeEach(async () => {
    await emptied(operator);
    await migrateControl(pool, servers.postgres.url);
    registry = await PostgresGenerationRegistry.open(pool, [sample]);
  });
  const fresh = async () => registry.open(await registry.create(sample.name, 'hash'));
  const cutAll = () =>
    operator.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'test' AND datname = current_database()`); // prettier-ignore

  it('a connection that is cut within a transaction fails it as one that may be tried again, and ends no process', async () => {
    const generation = await fresh();
    await generation.commit('p', '', '1', changes({ items: [item('x')] }));
    const reading = generation.snapshot(async (moment) => {
      await moment.checkpoint('p');
      await cutAll();
      return moment.checkpoint('p');
    });
    await expect(reading).rejects.toMatchObject({ name: 'ReadStoreUnavailable', code: 'storage-unavailable' });
    expect(await eventually(() => generation.checkpoint('p'))).toBe('1');
    expect(await generation.commit('p', '1', '2', changes({}))).toBe(true);
  });

  it('an unavailable server is reported as such, by the pool and by its health', async () => {
    const nowhere = openPostgres({ connectionString: 'postgres://nobody@127.0.0.1:1/none', applicationName: 'test' });
    await expect(nowhere.query('SELECT 1')).rejects.toMatchObject({ name: 'ReadStoreUnavailable' });
    await expect(nowhere.connect()).rejects.toMatchObject({ name: 'ReadStoreUnavailable' });
    expect(await postgresHealth(nowhere)).toMatch(/^Postgres does not respond at \S+: .*ECONNREFUSED/);
    await nowhere.end();
  });

  it('a seat whose connection was cut can settle nothing, and another one is taken', async () => {
    const generation = await fresh();
    await generation.commit('p', '', '1', changes({ dirty: [{ key: 'd', lazy: false }] }));
    const seat = (await generation.takeSeat())!;
    const [mark] = await seat.dirty(9, { lazy: false });
    await cutAll();
    const next = (await eventually(async () => {
      const taken = await generation.takeSeat();
      expect(taken).toBeDefined();
      return taken;
    }))!;
    await expect(seat.settle([{ mark: mark!, document: undefined }])).rejects.toMatchObject({ name: 'ReadStoreUnavailable' });
    expect(await generation.isDirty('d')).toBe(true);
    await next.settle([{ mark: mark!, document: undefined }]);
    expect(await generation.isDirty('d')).toBe(false);
    await next.release();
    await seat.release();
  });

  it('those who wait for progress hear of it again after the connection was cut', async () => {
    const generation = await fresh();
    const listener = new ProgressListener(pool);
    let heard = 0;
    listener.onProgress(sample.name, () => heard++);
    await registry.switchTo(generation);
    await eventually(() => expect(heard).toBeGreaterThan(0));
    await cutAll();
    heard = 0;
    await eventually(() => expect(heard).toBeGreaterThan(0));
    listener.stop();
  });

  it('NUL is refused by name, and nothing of the batch is written', async () => {
    const generation = await fresh();
    const batch = changes({ items: [item('fine'), item('bad', { note: 'a\0b' })] });
    await expect(generation.commit('p', '', '1', batch)).rejects.toMatchObject({ name: 'UnstorableText' });
    expect([await generation.checkpoint('p'), await generation.loadGroups('item', ['a'])]).toEqual(['', []]);
  });

  it('a reader that holds a dropped generation holds up no switch', async () => {
    const [one, two, three] = [await fresh(), await fresh(), await fresh()];
    await registry.switchTo(one);
    const held = await registry.open(await registry.create(sample.name, 'held'));
    await held.snapshot(async (moment) => {
      await moment.among('item', 'team', ['a']);
      await registry.switchTo(await registry.create(sample.name, 'new'));
      expect((await registry.list(sample.name)).find(({ number }) => number === held.number)?.state).toBe('failed');
    });
    await registry.switchTo(await registry.create(sample.name, 'newer'));
    expect((await registry.list(sample.name)).map(({ state }) => state).sort()).toEqual(['kept', 'live']);
    await expect(two.checkpoint('p')).rejects.toMatchObject({ name: 'GenerationGone' });
    await expect(three.commit('p', '', '1', changes({ scores: [score('s', 1)] }))).rejects.toMatchObject({
      name: 'GenerationGone',
    });
  });

  it('a number is never given twice', async () => {
    const first = await registry.create(sample.name, 'hash');
    await registry.drop(first);
    expect((await registry.create(sample.name, 'hash')).number).toBe(first.number + 1);
  });

  it('rows of another worker that are not visible yet are not missed by a mark that goes by way of them', async () => {
    const generation = await fresh();
    for (let round = 0; round < 20; round++) {
      const [from, to] = [round === 0 ? '' : String(round), String(round + 1)];
      const key = `team-${round}`;
      const via = { table: 'item', where: 'note', key: 'team', values: ['name'], also: {} };
      const settled = { seen: false };
      // One writes the link, whose document is built at once; the other changes what all who link to it show.
      await Promise.all([
        generation.commit('link', from, to, changes({ items: [item('x', { team: key, note: 'name' })] })).then(async () => {
          settled.seen = await generation.snapshot(async (moment) => (await moment.checkpoint('name')) === to);
        }),
        generation.commit('name', from, to, changes({ dirtyVia: [via] })),
      ]);
      // Who built before the name was there has a mark to build again.
      expect(settled.seen || (await generation.isDirty(key))).toBe(true);
    }
  });

  it('newer control tables are refused, and nothing is touched', async () => {
    await operator.query(`INSERT INTO stoa.migrations (timestamp, name) VALUES (9999999999999, 'Newer9999999999999')`);
    await expect(migrateControl(pool, servers.postgres.url)).rejects.toMatchObject({ code: 'dependency-unavailable' });
  });
});
