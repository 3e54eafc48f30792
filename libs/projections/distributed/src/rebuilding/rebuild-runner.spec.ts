import type { RebuildStatus } from '@stoa/contracts';
import { partitionName, type EventStore, type Leases, type SharedGeneration } from '@stoa/kernel';
import { PoisonEvent } from '@stoa/projections-engine';
import { projections } from '@stoa/read-models/projections';
import { eventually } from '@stoa/testing';
import { randomLog } from '@stoa/read-models/testing/random-log';
import { handOver } from './hand-over.ts';
import { RebuildRunner, type RebuildParts } from './rebuild-runner.ts';
import { rebuildParts } from '../testing/rebuild-parts.ts';
import { partitionsOf } from '../consuming/topics-of-projection.ts';

const access = projections.find(({ name }) => name === 'access')!;
const log = randomLog(3, 120);
const head = log.at(-1)!.position;

describe('rebuilds that several processes do', () => {
  let here: Awaited<ReturnType<typeof rebuildParts>>;
  let stopping: AbortController;
  beforeEach(async () => {
    here = await rebuildParts([access], log);
    stopping = new AbortController();
  });
  afterEach(() => here.close());
  const runner = (change: Partial<RebuildParts> = {}) => new RebuildRunner({ ...here.parts, ...change }, stopping.signal);
  const states = async () => (await here.registry.list('access')).map(({ number, state }) => [number, state]);
  const jobStates = () => [...here.jobs.all.values()].map(({ state }) => state);
  /** Looks as a process does, until no rebuild is left. */
  const work = (one: RebuildRunner) =>
    eventually(async () => {
      await one.look();
      await one.settled();
      expect(await here.jobs.running()).toEqual([]);
    });
  /** A generation that follows the log, live by default. */
  const filled = async (hash: string, live = true): Promise<SharedGeneration> => {
    const record = await here.registry.create('access', hash);
    await here.registry.follow(record, new Map(partitionsOf(access).map((partition) => [partitionName(partition), head])));
    if (live) await here.registry.switchTo(record);
    return here.registry.open(record);
  };
  const failing = (error: Error, times: number): EventStore => ({
    ...here.parts.store,
    readAll: (...asked) => {
      if (times-- > 0) throw error;
      return here.parts.store.readAll(...asked);
    },
  });

  it('a store that is briefly unavailable delays the first build, and does not end it', async () => {
    await work(runner({ store: failing(new Error('The store is unavailable'), 2) }));
    expect(jobStates()).toEqual(['done']);
    expect(await states()).toEqual([[1, 'live']]);
  });

  it('an event that cannot be folded lets it fail once, and is not tried again by itself', async () => {
    const poison = new PoisonEvent('access', log[0]!, new Error('no'));
    const one = runner({ store: failing(poison, 99) });
    await work(one);
    await one.look();
    await one.settled();
    expect(jobStates()).toEqual(['failed']);
  });

  it('one that ended right after the switch is not done a second time', async () => {
    const { registry } = here;
    let lost = 1;
    const unsure = Object.assign(Object.create(registry) as typeof registry, {
      switchTo: async (record: { projection: string; number: number }) => {
        await registry.switchTo(record);
        if (lost-- > 0) throw new Error('The answer was lost');
      },
    });
    await work(runner({ registry: unsure }));
    expect(jobStates()).toEqual(['done']);
    expect(await states()).toEqual([[1, 'live']]);
  });

  it('asks again where a process of other code has done what it asked for', async () => {
    const one = runner();
    await one.ensure();
    const [asked] = await here.jobs.running();
    await filled('other code');
    await here.jobs.save({ ...asked!, state: 'done', phase: 'done' });
    await work(one);
    expect(await here.registry.live('access')).toMatchObject({ number: 2, hash: access.code.rows });
    // Now the other code takes over, which is its right: this one does not build against it.
    await filled('other code');
    await one.look();
    expect(await here.jobs.running()).toEqual([]);
  });

  it('who lost the lease neither goes on nor says how far it is', async () => {
    const taken: string[] = [];
    const leases: Leases = {
      acquire: async (_name, owner) => (taken.push(owner) > 1 ? undefined : { epoch: 1 }),
      release: async () => undefined,
    };
    const saved: RebuildStatus[] = [];
    const jobs = Object.assign(Object.create(here.jobs) as typeof here.jobs, {
      save: async (status: RebuildStatus) => void saved.push(status),
    });
    // A replay that ends no sooner than the right to do it.
    const store: EventStore = {
      ...here.parts.store,
      async *readAll(...asked) {
        await eventually(() => expect(taken.length).toBeGreaterThan(1));
        await new Promise((resolve) => setImmediate(resolve));
        yield* here.parts.store.readAll(...asked);
      },
    };
    const one = runner({ leases, jobs, store, leaseMs: 200 });
    await one.look();
    await one.settled();
    expect(await states()).toEqual([[1, 'building']]);
    expect(saved.filter(({ state }) => state !== 'running')).toEqual([]);
    expect((await here.jobs.running()).map(({ generation }) => generation)).toEqual([0]);
  });

  it('what fails leaves no generation standing still, though another process froze it', async () => {
    const live = await filled(access.code.rows);
    await live.freeze();
    await here.jobs.request('access');
    await work(runner({ store: failing(new PoisonEvent('access', log[0]!, new Error('no')), 99) }));
    expect(jobStates()).toEqual(['failed']);
    expect(await live.advance([{ partition: 'p', from: '', to: '1' }])).toEqual(new Set(['p']));
  });

  it('does not wait in a partition that only older code was fed from', async () => {
    const live = await filled('older code');
    await live.advance([{ partition: 'stoa.left-out.v1/0', from: '', to: head }]);
    await filled(access.code.rows, false);
    const record = (await here.registry.list('access')).at(-1)!;
    const signal = AbortSignal.timeout(3000);
    await handOver({ ...here.parts, projection: access, record, signal, onSwitch: () => undefined });
    expect(await states()).toEqual([[1, 'kept'], [2, 'live']]); // prettier-ignore
  });

  it('who was overtaken neither switches nor feeds the live one while another process holds it', async () => {
    const live = await filled(access.code.rows);
    await filled(access.code.rows, false);
    const record = (await here.registry.list('access')).at(-1)!;
    let others: Promise<string> | undefined;
    const parts = { ...here.parts, projection: access, record, signal: stopping.signal, onSwitch: () => void (others = live.freeze()) }; // prettier-ignore
    await expect(handOver(parts)).rejects.toThrow('fed again');
    await expect(live.advance([{ partition: 'p', from: '', to: '1' }])).rejects.toMatchObject({ name: 'GenerationFrozen' });
    await here.registry.switchTo(record, await others);
    expect(await states()).toEqual([[1, 'kept'], [2, 'live']]); // prettier-ignore
  });

  it('builds documents with the right to do so alone, from the first one on', async () => {
    const page = projections.find(({ name }) => name === 'question-page')!;
    // Of several questions.
    const site = await rebuildParts([page], randomLog(1, 120));
    try {
      const record = await site.registry.create(page.name, page.code.rows);
      const generation = await site.registry.open(record);
      const seat = (await generation.takeSeat())!;
      const waits: string[] = [];
      const warn = ({ reason }: { reason?: string }) => void waits.push(reason ?? '');
      const one = new RebuildRunner({ ...site.parts, log: { ...site.parts.log, warn } }, stopping.signal);
      await one.look();
      await eventually(() => expect(waits).toEqual([expect.stringContaining('Another process builds')]));
      expect(await generation.dirtyCount()).toBeGreaterThan(1);
      expect(await site.registry.list(page.name)).toMatchObject([{ state: 'building' }]);
      await seat.release();
      await eventually(async () => {
        await one.look();
        expect(await site.registry.live(page.name)).toMatchObject({ number: record.number });
      });
      await one.settled();
      expect(await generation.dirtyCount()).toBe(0);
    } finally {
      site.close();
    }
  });
});
