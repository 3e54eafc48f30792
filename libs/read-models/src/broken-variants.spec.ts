import type { BatchChanges, Generation, Projection, RecordedEvent } from '@stoa/kernel';
import { WorkerFenced, applyBatch, buildDocuments, dump, foldBatch, replay } from '@stoa/projections-engine';
import { mentorLeaderboard } from './mentor-leaderboard/mentor-leaderboard.projection.ts';
import { questionPage } from './question-page/question-page.projection.ts';
import { foldInPartitions, rowsOf, withGeneration } from './testing/fold-in-partitions.ts';
import { naiveLeaderboard } from './testing/naive-leaderboard.ts';
import { randomLog } from './testing/random-log.ts';

// Each promise of the engine, broken on purpose: the same comparison that the sound engine passes must tell.
const page = questionPage as unknown as Projection;
const boards = mentorLeaderboard as unknown as Projection;
const plain = { render: async (markdown: readonly string[]) => [...markdown] };
const log = randomLog(99, 300);
const last = log.at(-1)!.position;

async function dumped(projection: Projection, generation: Generation): Promise<string[]> {
  await buildDocuments(projection, generation, plain, { lazy: true });
  const lines: string[] = [];
  for await (const line of dump(projection, generation)) lines.push(line);
  return lines;
}
const sound = (projection: Projection) => withGeneration(projection, async (generation) => { await applyBatch(projection, generation, 'all', '', log, { marks: true }); return dumped(projection, generation); }); // prettier-ignore

/** A generation of which one method is spoilt. */
const spoilt = (generation: Generation, methods: Partial<Generation>): Generation =>
  Object.assign(Object.create(generation) as Generation, methods);

describe('the compare-and-set of the checkpoint', () => {
  it('fences a second worker with the same batch', () =>
    withGeneration(page, async (generation) => {
      await applyBatch(page, generation, 'all', '', log, { marks: true });
      await expect(applyBatch(page, generation, 'all', '', log, { marks: true })).rejects.toThrow(WorkerFenced);
      expect(await dumped(page, generation)).toEqual(await sound(page));
    }));

  it('is missed: a batch counts twice', () =>
    withGeneration(page, async (generation) => {
      await applyBatch(page, generation, 'all', '', log, { marks: true });
      const blind = spoilt(generation, {
        commit: async (partition, _from, to, changes) =>
          generation.commit(partition, await generation.checkpoint(partition), to, changes),
      });
      await applyBatch(page, blind, 'all', '', log, { marks: true });
      expect(await dumped(page, generation)).not.toEqual(await sound(page));
    }));

  it('passes over what is behind the checkpoint', () =>
    withGeneration(page, async (generation) => {
      const middle = log[150]!.position;
      await applyBatch(page, generation, 'all', '', log.slice(0, 151), { marks: true });
      await applyBatch(page, generation, 'all', middle, log, { marks: true });
      expect(await dumped(page, generation)).toEqual(await sound(page));
    }));
});

describe('the checkpoint in the transaction of the rows', () => {
  it('is missed: a kill between them loses a batch', () =>
    withGeneration(page, async (generation) => {
      const nothing: BatchChanges = { puts: new Map(), removals: new Map(), sums: new Map(), dirty: [], dirtyVia: [] };
      // The checkpoint is committed first, and the process dies before the rows.
      await generation.commit('all', '', log[100]!.position, nothing);
      const outcome = await applyBatch(page, generation, 'all', log[100]!.position, log, { marks: true }).then(
        () => dumped(page, generation),
        () => ['it cannot go on'],
      );
      expect(outcome).not.toEqual(await sound(page));
    }));
});

describe('order-free sums', () => {
  it('are missed: written as folded absolutes they depend on who writes last', () =>
    withGeneration(page, async (generation) => {
      const absolute = spoilt(generation, {
        commit: async (partition, from, to, changes) => {
          const removals = new Map(
            [...changes.sums].map(([table, rows]) => [
              table,
              rows.map((row) => generation.keyColumns(table).map((key) => (row as Record<string, string>)[key]!)),
            ]),
          );
          return generation.commit(partition, from, to, { ...changes, removals: new Map([...changes.removals, ...removals]) });
        },
      });
      let from = '';
      for (let start = 0; start < log.length; start += 20)
        from = await applyBatch(page, absolute, 'all', from, log.slice(start, start + 20), { marks: true });
      expect(from).toBe(last);
      expect(await dumped(page, generation)).not.toEqual(await sound(page));
    }));
});

describe('derived sums', () => {
  it('are missed: without taking back what a row gave before, boards only grow', () =>
    withGeneration(boards, async (generation) => {
      const before = new WeakSet<object>();
      const remember = (rows: object[]) => (rows.forEach((row) => before.add(row)), rows);
      const reading = spoilt(generation, {
        load: async (...query) => remember(await generation.load(...query)),
        loadGroups: async (...query) => remember(await generation.loadGroups(...query)),
      });
      const derivations = boards.derivations.map((derivation) => ({
        ...derivation,
        entries: (row: object) => (before.has(row) ? [] : derivation.entries(row)),
      }));
      let from = '';
      for (let start = 0; start < log.length; start += 20)
        from = await applyBatch({ ...boards, derivations }, reading, 'all', from, log.slice(start, start + 20), { marks: false });
      const lines: string[] = [];
      for await (const line of dump(boards, generation)) lines.push(line);
      expect(rowsOf(lines, 'standing')).not.toHaveLength(0);
      expect(sorted(rowsOf(lines, 'standing'))).not.toEqual(sorted(naiveLeaderboard(log)));
    }));

  it('hold for the sound engine', async () =>
    expect(sorted(rowsOf(await foldInPartitions(boards, log, 3, 1), 'standing'))).toEqual(sorted(naiveLeaderboard(log))));
});

describe('a dirty mark', () => {
  const nothing = { puts: new Map(), removals: new Map(), sums: new Map(), dirtyVia: [] };
  const marked = (lazy: boolean) => ({ ...nothing, dirty: [{ key: 'a', lazy }] });

  it('that was set again while its document was built remains', () =>
    withGeneration(page, async (generation) => {
      await generation.commit('all', '', '1', marked(false));
      const [mark] = await generation.dirty(10, { lazy: false });
      await generation.commit('all', '1', '2', marked(false));
      await generation.settle([{ mark: mark!, document: undefined }]);
      expect(await generation.dirtyCount()).toBe(1);
      const [again] = await generation.dirty(10, { lazy: false });
      await generation.settle([{ mark: again!, document: undefined }]);
      expect(await generation.dirtyCount()).toBe(0);
    }));

  it('that may not wait is not put off by one that may', () =>
    withGeneration(page, async (generation) => {
      await generation.commit('all', '', '1', marked(false));
      await generation.commit('all', '1', '2', marked(true));
      expect(await generation.dirty(10, { lazy: false })).toHaveLength(1);
    }));
});

describe('a replay of what is served', () => {
  const store = {
    async *readAll() {
      yield log.slice(0, 280);
      yield log.slice(280);
    },
  };
  const stopAfterOne = () => {
    const stop = new AbortController();
    return { signal: stop.signal, onProgress: () => stop.abort() };
  };

  it('leaves no document behind its rows when it is stopped', () =>
    withGeneration(page, async (generation) => {
      await expect(replay(page, store, generation, plain, { live: true, ...stopAfterOne() })).rejects.toThrow();
      expect(await generation.dirtyCount()).toBeGreaterThan(0);
      await replay(page, store, generation, plain, { live: true });
      expect(await dumped(page, generation)).toEqual(await sound(page));
    }));

  it('is missed: without marks the documents of the first batch are never built', () =>
    withGeneration(page, async (generation) => {
      await expect(replay(page, store, generation, plain, stopAfterOne())).rejects.toThrow();
      expect(await generation.dirtyCount()).toBe(0);
      await replay(page, store, generation, plain, { live: true });
      expect(await dumped(page, generation)).not.toEqual(await sound(page));
    }));
});

it('stops at an event that it cannot fold, and names it', () =>
  withGeneration(page, async (generation) => {
    const orphan = log.find(({ type }) => type === 'QuestionEdited.v1') as RecordedEvent;
    await expect(foldBatch(page, generation, [orphan], { marks: true })).rejects.toThrow(
      /question-page cannot fold QuestionEdited\.v1/,
    );
  }));

const sorted = (rows: object[]) => rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
