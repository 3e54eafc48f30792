import type { BatchChanges, Generation, Projection } from '@stoa/kernel';
import { PartitionWorker, Watermarks, adoptDocuments, buildDocuments, dump, replay } from '@stoa/projections-engine';
import { projections } from '@stoa/read-models/projections';
import { PostgresGenerationRegistry, type PostgresGeneration, migrateControl, openPostgres } from '@stoa/projections-store';
import { describeWith } from '@stoa/dev-servers';
import { MemoryEventStore } from '@stoa/event-store';
import { rounds } from '@stoa/testing';
import { foldInPartitions } from '@stoa/read-models/testing/fold-in-partitions';
import { newestTwin, readWrongly, writeInOldestVersions } from '@stoa/read-models/testing/former-versions';
import { randomLog, seeded } from '@stoa/read-models/testing/random-log';
import { readable, topicsOf } from '@stoa/read-models/testing/topics-of';

const SEEDS = rounds('STOA_SEEDS', { small: 3, full: 15 });
const plain = { render: async (markdown: readonly string[]) => markdown.map((text) => `<p>${text}</p>`) };
const NOTHING: BatchChanges = { puts: new Map(), removals: new Map(), sums: new Map(), dirty: [], dirtyVia: [] };

async function dumped(projection: Projection, generation: Generation): Promise<string[]> {
  await buildDocuments(projection, generation, plain, { lazy: true });
  const lines: string[] = [];
  for await (const line of dump(projection, generation)) lines.push(line);
  return lines;
}

await describeWith('generations in Postgres', ['postgres'], (servers) => {
  let pool: ReturnType<typeof openPostgres>;
  let registry: PostgresGenerationRegistry;
  beforeAll(async () => {
    pool = openPostgres({ connectionString: servers.postgres.url, applicationName: 'test', poolSize: 20 });
    await Promise.all([1, 2, 3].map(() => migrateControl(pool, servers.postgres.url)));
    registry = await PostgresGenerationRegistry.open(pool, projections);
  });
  afterAll(() => pool.end());
  const fresh = async (projection: Projection): Promise<PostgresGeneration> =>
    registry.open(await registry.create(projection.name, 'hash'));

  describe.each(projections.map((projection) => [projection.name, projection] as const))('%s', (_name, projection) => {
    it.each(Array.from({ length: SEEDS }, (_, index) => index + 1))(
      'dumps as SQLite does, with a worker a partition all at once (seed %i)',
      async (seed) => {
        const log = randomLog(seed, 400);
        const random = seeded(seed);
        const generation = await fresh(projection);
        const watermarks = new Watermarks(generation);
        await Promise.all(
          [...topicsOf(log).values()].map(async ({ partition, said }) => {
            const worker = new PartitionWorker(projection, generation, partition, readable(log), watermarks);
            for (let at = 0; at < said.length;) {
              const size = 1 + Math.floor(random() * 30);
              await worker.apply(said.slice(at, at + size));
              at += size;
            }
          }),
        );
        expect(await dumped(projection, generation)).toEqual(await foldInPartitions(projection, log, 1, seed));
      },
    );
  });

  it.each(projections.map((projection) => [projection.name, projection] as const))(
    '%s of a log of the first release dumps as its upcast twin does',
    async (_name, projection) => {
      const log = randomLog(13, 400);
      const store = new MemoryEventStore();
      await writeInOldestVersions(log, store);
      const twin = await newestTwin(log, store);
      const generation = await fresh(projection);
      await replay(projection, store, generation, plain, { batchSize: 50 });
      expect(await dumped(projection, generation)).toEqual(await foldInPartitions(projection, twin, 1, 13));
      if (projection.name !== 'question-page') return;
      const wrong = await fresh(projection);
      await replay(projection, readWrongly(store), wrong, plain);
      expect(await dumped(projection, wrong)).not.toEqual(await dumped(projection, generation));
    },
  );

  it('a frozen one takes no commit, not even one that was on its way, and builds its documents', async () => {
    const page = projections[0]!;
    const log = randomLog(5, 200);
    const generation = await fresh(page);
    const workers = [...topicsOf(log).values()].map(async ({ partition, said }) => {
      const worker = new PartitionWorker(page, generation, partition, readable(log));
      for (const message of said) await worker.apply([message]);
    });
    await new Promise((resolve) => setTimeout(resolve, 40));
    await generation.freeze();
    const then = await generation.checkpoints();
    const ends = await Promise.allSettled(workers);
    expect(ends.some((end) => end.status === 'rejected' && (end.reason as Error).name === 'GenerationFrozen')).toBe(true);
    expect(await generation.checkpoints()).toEqual(then);
    const seat = (await generation.takeSeat())!;
    await buildDocuments(page, seat, plain, { lazy: true });
    await seat.release();
    expect(await generation.dirtyCount()).toBe(0);
    await generation.unfreeze();
    expect(await generation.advance([{ partition: 'p', from: '', to: '1' }])).toEqual(new Set(['p']));
  });

  it('moves a checkpoint only from where it is', async () => {
    const generation = await fresh(projections[0]!);
    expect(await generation.commit('p', '', '1', NOTHING)).toBe(true);
    expect(await generation.commit('p', '', '2', NOTHING)).toBe(false);
    expect(await generation.advance([{ partition: 'p', from: '0', to: '3' }, { partition: 'q', from: '', to: '3' }])).toEqual(new Set(['q'])); // prettier-ignore
    expect(await generation.checkpoints()).toEqual(new Map([['p', '1'], ['q', '3']])); // prettier-ignore
  });

  /** Two workers that know nothing of each other do the same work, one after the other. */
  const foldedTwice = async (spoilt: (sound: PostgresGeneration) => Partial<Generation>): Promise<string[]> => {
    const sound = await fresh(projections[0]!);
    const generation = Object.assign(Object.create(sound) as PostgresGeneration, spoilt(sound));
    for (const { partition, said } of topicsOf(randomLog(6, 200)).values()) {
      const [one, other] = [1, 2].map(
        () => new PartitionWorker(projections[0]!, generation, partition, readable(randomLog(6, 200))),
      );
      await other!.reached();
      await one!.apply(said);
      await other!.apply(said);
    }
    return dumped(projections[0]!, sound);
  };

  it('counts once what a worker folds that was overtaken', async () => {
    expect(await foldedTwice(() => ({}))).toEqual(await foldInPartitions(projections[0]!, randomLog(6, 200), 1, 6));
  });

  it('is noticed where the compare-and-set is skipped', async () => {
    const twice = await foldedTwice((sound) => ({
      commit: async (partition, _from, to, changes) => sound.commit(partition, await sound.checkpoint(partition), to, changes),
    }));
    expect(twice).not.toEqual(await foldInPartitions(projections[0]!, randomLog(6, 200), 1, 6));
  });

  it('has one builder at a time, and another one when that is gone', async () => {
    const generation = await fresh(projections[0]!);
    const seat = await generation.takeSeat();
    expect(seat).toBeDefined();
    expect(await generation.takeSeat()).toBeUndefined();
    await seat!.release();
    const next = await generation.takeSeat();
    expect(next).toBeDefined();
    await next!.release();
  });

  it('marks documents of another formula by the right to build alone, whatever is read of the log', async () => {
    const page = projections[0]!;
    const log = randomLog(1, 120);
    const record = await registry.create(page.name, 'hash');
    const generation = await registry.open(record);
    await replay(page, readable(log), generation, plain, { rowsOnly: true });
    await generation.dirtyAll(page.documents!.keys);
    const builtBy = async (formula: string) => {
      const seat = (await generation.takeSeat())!;
      try {
        const marked = await adoptDocuments({ ...page, code: { ...page.code, documents: formula } }, seat);
        return [marked, await generation.dirtyCount(), await buildDocuments(page, seat, plain, { lazy: true })];
      } finally {
        await seat.release();
      }
    };
    const [, all] = await builtBy('best.v1');
    const checkpoints = await generation.checkpoints();
    expect(await builtBy('best.v1')).toEqual([false, 0, 0]);
    expect(await builtBy('best.v2')).toEqual([true, all, all]);
    expect(all).toBeGreaterThan(1);
    expect(await generation.documentsHash()).toBe('best.v2');
    expect(await generation.checkpoints()).toEqual(checkpoints);
    expect((await registry.list(page.name)).at(-1)).toMatchObject({ number: record.number, hash: 'hash' });
  });

  it('opens a generation from before documents had a hash of their own', async () => {
    const page = projections[0]!;
    const record = await registry.create(page.name, 'hash');
    const schema = `"question_page_${record.number}"`;
    await pool.query(`DROP TABLE ${schema}.outdated, ${schema}.built_by`);
    const [one, other] = await Promise.all([registry.open(record), registry.open(record)]);
    expect([await one.dirtyCount(), await other.documentsHash()]).toEqual([0, undefined]);
  });

  it('switches in one step, keeps the former one and drops those before it', async () => {
    const name = 'access';
    const numbers: number[] = [];
    for (let turn = 0; turn < 3; turn++) {
      const record = await registry.create(name, `hash ${turn}`);
      numbers.push(record.number);
      await registry.follow(record, new Map([['stoa.mentors.v1/0', '7']]));
      expect(await (await registry.open(record)).checkpoints()).toEqual(new Map([['stoa.mentors.v1/0', '7']]));
      await registry.switchTo(record);
      expect(await registry.live(name)).toMatchObject({ number: record.number, state: 'live' });
    }
    expect((await registry.list(name)).map(({ number, state }) => [number, state])).toEqual([[numbers[1], 'kept'], [numbers[2], 'live']]); // prettier-ignore
    await expect(registry.open({ projection: name, number: numbers[0]! })).rejects.toMatchObject({ name: 'GenerationGone' });
    const kept = await registry.open({ projection: name, number: numbers[1]! });
    await registry.drop(kept);
    await expect(kept.checkpoints()).rejects.toMatchObject({ name: 'GenerationGone' });
  });
});
