import { partitionName, type EventStore } from '@stoa/kernel';
import { PoisonEvent } from '@stoa/projections-engine';
import { projections } from '@stoa/read-models/projections';
import { randomLog } from '@stoa/read-models/testing/random-log';
import { eventually } from '@stoa/testing';
import { partitionsOf } from '../consuming/topics-of-projection.ts';
import { fedUnevenly } from '../testing/fed-generation.ts';
import { rebuildParts } from '../testing/rebuild-parts.ts';
import { VerificationRunner, type VerificationParts } from './verification-runner.ts';

const page = projections.find(({ name }) => name === 'question-page')!;
const log = randomLog(7, 300);

describe('verifications that several processes carry out', () => {
  let here: Awaited<ReturnType<typeof rebuildParts>>;
  let stopping: AbortController;
  beforeEach(async () => {
    here = await rebuildParts([page], log);
    stopping = new AbortController();
  });
  afterEach(() => here.close());
  const runner = (change: Partial<VerificationParts> = {}) =>
    new VerificationRunner({ ...here.parts, ...change }, stopping.signal);
  const states = async () => (await here.registry.list(page.name)).map(({ state }) => state);
  const result = async (id: string) => (await here.verifications.find(page.name, id))!;
  /** Looks as a process does, until none is left to be carried out. */
  const work = (one: VerificationRunner) =>
    eventually(async () => {
      await one.look();
      await one.settled();
      expect(await here.verifications.running()).toEqual([]);
    });
  /** A store whose reader stops in the middle of the log, until it is let go. */
  const held = () => {
    let [reached, go] = [() => undefined as void, () => undefined as void];
    const [arrived, gone] = [new Promise<void>((resolve) => (reached = resolve)), new Promise<void>((resolve) => (go = resolve))];
    const store: EventStore = {
      ...here.parts.store,
      async *readAll(...asked) {
        for await (const batch of here.parts.store.readAll(...asked)) {
          yield batch.slice(0, 10);
          reached();
          await gone;
          yield batch.slice(10);
        }
      },
    };
    return { store, arrived, go };
  };

  it('compare at where each partition is, and leave no generation', async () => {
    const live = await fedUnevenly(here.registry, page, log);
    const generation = await here.registry.open(live.record);
    const places = await generation.checkpoints();
    expect(new Set(partitionsOf(page).map((partition) => places.get(partitionName(partition)) ?? '')).size).toBeGreaterThan(2);
    const { id } = await here.verifications.request(page.name);
    await work(runner());
    const status = await result(id);
    expect(status).toMatchObject({ state: 'done', generation: live.record.number, equal: true, upTo: '', error: null });
    expect(status.tables.find(({ table }) => table === 'document')!.rows).toBeGreaterThan(1);
    expect(await states()).toEqual(['live']);
  });

  it('compare with what live was when it was read, whatever is fed meanwhile', async () => {
    const live = await fedUnevenly(here.registry, page, log);
    const { id } = await here.verifications.request(page.name);
    const { store, arrived, go } = held();
    const one = runner({ store });
    await one.look();
    await arrived;
    expect(await states()).toEqual(['live', 'verifying']);
    await live.catchUp();
    go();
    await one.settled();
    expect(await result(id)).toMatchObject({ state: 'done', equal: true });
    await here.verifications.request(page.name);
    await work(runner());
    expect([...here.verifications.all.values()].map(({ equal }) => equal)).toEqual([true, true]);
  });

  it('tell which table differs where a partition was fed an event less than its checkpoint says', async () => {
    const live = await fedUnevenly(here.registry, page, log);
    const generation = await here.registry.open(live.record);
    const nothing = { puts: new Map(), removals: new Map(), sums: new Map(), dirty: [], dirtyVia: [] };
    const behind = partitionsOf(page).map(partitionName);
    const places = await generation.checkpoints();
    // Moved without their rows.
    for (const name of behind) await generation.commit(name, places.get(name) ?? '', log.at(-1)!.position, nothing);
    const { id } = await here.verifications.request(page.name);
    await work(runner());
    const status = await result(id);
    expect(status).toMatchObject({ state: 'done', equal: false, upTo: log.at(-1)!.position });
    expect(status.tables.filter(({ equal }) => !equal).map(({ table }) => table)).toContain('answer');
  });

  it('go to another process when the lease of one is lost, which drops what that one left', async () => {
    await fedUnevenly(here.registry, page, log);
    const { id } = await here.verifications.request(page.name);
    const { store, arrived, go } = held();
    const dead = new AbortController();
    const lost = { acquire: here.parts.leases.acquire.bind(here.parts.leases), release: async () => undefined };
    const one = new VerificationRunner({ ...here.parts, store, leases: lost }, dead.signal);
    await one.look();
    await arrived;
    expect(await states()).toEqual(['live', 'verifying']);
    // It is gone without a word; its lease ends.
    await here.parts.leases.release(`verification:${page.name}`);
    await work(runner({ owner: 'two' }));
    expect(await result(id)).toMatchObject({ state: 'done', equal: true });
    expect(await states()).toEqual(['live']);
    dead.abort(new Error('dead'));
    go();
    await one.settled();
    expect(await states()).toEqual(['live']);
  });

  it('end when they are cancelled, and nothing of them is left', async () => {
    await fedUnevenly(here.registry, page, log);
    const { id } = await here.verifications.request(page.name);
    const { store, arrived, go } = held();
    const one = runner({ store });
    await one.look();
    await arrived;
    await here.verifications.cancel(page.name, id);
    // Its process looks now and then whether it still runs.
    const looked = here.verifications.looks;
    await eventually(() => expect(here.verifications.looks).toBeGreaterThan(looked));
    go();
    await one.settled();
    expect(await result(id)).toMatchObject({ state: 'cancelled', equal: null });
    expect(await states()).toEqual(['live']);
  });

  it('wait for a rebuild where what is live is of other code, and drop what is left all the same', async () => {
    const record = await here.registry.create(page.name, 'other code');
    await here.registry.follow(record, new Map());
    await here.registry.switchTo(record);
    await here.registry.createToVerify(page.name, page.code.rows);
    const { id } = await here.verifications.request(page.name);
    const one = runner();
    await one.look();
    await one.settled();
    expect(await result(id)).toMatchObject({ state: 'running', phase: 'waiting' });
    expect(await states()).toEqual(['live']);
  });

  it('are begun again after a failure that passes, and fail at an event that cannot be folded', async () => {
    await fedUnevenly(here.registry, page, log);
    const failing = (error: Error, times: number): EventStore => ({
      ...here.parts.store,
      readAll: (...asked) => {
        if (times-- > 0) throw error;
        return here.parts.store.readAll(...asked);
      },
    });
    const first = await here.verifications.request(page.name);
    await work(runner({ store: failing(new Error('The store is unavailable'), 1) }));
    expect(await result(first.id)).toMatchObject({ state: 'done', equal: true });
    const second = await here.verifications.request(page.name);
    await work(runner({ store: failing(new PoisonEvent(page.name, log[0]!, new Error('no')), 99) }));
    expect(await result(second.id)).toMatchObject({ state: 'failed', equal: null });
    expect(await states()).toEqual(['live']);
  });
});
