import { factsOf, viewClasses } from '@stoa/contracts';
import { MemoryEventStore } from '@stoa/event-store';
import type { EventStore } from '@stoa/kernel';
import { seeded, type Random } from '@stoa/testing';
import { judge } from '../judging/judge.ts';
import { LIVE_RULES } from '../judging/rule-books.ts';
import { ShardMemory } from '../judging/shard-memory.ts';
import { NOON, batchesOf, factsIn, randomMessages, seen, told } from '../testing/told.ts';
import { hashOf, type ToldAt } from './sealing.ts';
import { ShardSealer } from './shard-sealer.ts';

type Sealer = new (...args: ConstructorParameters<typeof ShardSealer>) => ShardSealer;
const SHARD = 1;
const now = () => NOON + 3_600_000;

/** What an owner that never dies would have written. */
function expectedOf(messages: readonly ToldAt[]) {
  const memory = new ShardMemory();
  const all = messages.flatMap((message) => factsOf(message.told));
  const facts = all.flatMap((fact) => judge(LIVE_RULES, fact, memory) ?? []);
  return {
    facts,
    retries: all.length - facts.length,
    optedOut: messages.reduce((sum, message) => sum + message.told.optedOut, 0),
  };
}

async function writtenIn(store: EventStore) {
  const batches = await batchesOf(store, SHARD);
  const sum = (of: 'retries' | 'optedOut') => batches.reduce((total, batch) => total + batch[of], 0);
  return { facts: factsIn(batches), retries: sum('retries'), optedOut: sum('optedOut') };
}

/** A store whose appends fail before or after they are written, now and then. */
function mortal(store: EventStore, random: Random): EventStore {
  const append: EventStore['append'] = async (...args) => {
    if (random.chance(0.2)) throw new Error('died before');
    const appended = await store.append(...args);
    if (random.chance(0.2)) throw new Error('died after');
    return appended;
  };
  return Object.assign(Object.create(store) as EventStore, { append });
}

/** Owners take the messages in turn, fail, and are followed by others that begin where the log ends. */
async function run(OwnerClass: Sealer, seed: number, messages: readonly ToldAt[]) {
  const random = seeded(seed);
  const store = new MemoryEventStore();
  const ignored = () => undefined;
  const owner = async () => {
    const one = new OwnerClass(mortal(store, random), SHARD, ignored, ignored, { facts: 4, after: 60_000 }, now);
    return { one, next: Number((await one.reached()) ?? -1n) + 1 };
  };
  let owners = [await owner()];
  const tried = async (step: () => Promise<void>) =>
    step().then(
      () => true,
      (error: unknown) => {
        if (!/died|conflict|revision/i.test(String(error))) throw error;
        return false;
      },
    );
  for (let steps = 0; steps < 2000; steps++) {
    if (random.chance(0.05)) {
      owners = [await owner(), ...owners];
      await owners[2]?.one.close();
      owners = owners.slice(0, 2);
    }
    const acting = random.one(owners);
    const message = messages[acting.next];
    if (message === undefined) {
      if (await tried(() => acting.one.seal())) break;
    } else if (await tried(() => acting.one.add(message))) acting.next++;
  }
  await Promise.all(owners.map(({ one }) => one.close()));
  return writtenIn(store);
}

/** Goes on after a failed append as if it had not been tried: what it remembers is then not what stands in the log. */
class Trusting extends ShardSealer {
  override async seal(): Promise<void> {
    const self = this as unknown as { state: unknown };
    const before = self.state;
    try {
      await super.seal();
    } catch (error) {
      self.state = before;
      throw error;
    }
  }
}

/** Forgets what it took before it stands in the log. */
class Hasty extends ShardSealer {
  override async seal(): Promise<void> {
    const self = this as unknown as { pending: ToldAt[]; facts: number };
    try {
      await super.seal();
    } catch (error) {
      self.pending = [];
      self.facts = 0;
      throw error;
    }
  }
}

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);

describe('sealing what readers told', () => {
  it.each(SEEDS)('loses nothing and counts nothing twice, whichever owners die (seed %i)', async (seed) => {
    const messages = randomMessages(seeded(seed), 40);
    expect(await run(ShardSealer, seed, messages)).toEqual(expectedOf(messages));
  });

  it.each([Trusting, Hasty])('that is broken is noticed by this: %p', async (Broken) => {
    let noticed = 0;
    for (const seed of SEEDS.slice(0, 12)) {
      const messages = randomMessages(seeded(seed), 40);
      const written = await run(Broken, seed, messages).catch(() => undefined);
      if (JSON.stringify(written) !== JSON.stringify(expectedOf(messages))) noticed++;
    }
    expect(noticed).toBeGreaterThan(6);
  });

  const setUp = (facts = 1000) => {
    const store = new MemoryEventStore();
    const sealer = new ShardSealer(
      store,
      SHARD,
      () => undefined,
      () => undefined,
      { facts, after: 60_000 },
      now,
    );
    return { store, sealer };
  };

  it('makes batches that each name the one before, with their offsets, times and classes', async () => {
    const { store, sealer } = setUp(2);
    for (const [index, message] of randomMessages(seeded(3), 12).entries())
      await sealer.add({ ...message, offset: BigInt(index) });
    await sealer.seal();
    await sealer.close();
    const batches = await batchesOf(store, SHARD);
    expect(batches.length).toBeGreaterThan(3);
    batches.forEach((batch, index) => {
      const before = batches[index - 1];
      expect(batch.previous).toBe(before ? hashOf(before) : null);
      expect(BigInt(batch.from)).toBe(before ? BigInt(before.to) + 1n : 0n);
      const facts = factsIn([batch]);
      for (const name of viewClasses) expect(batch.classes[name]).toBe(facts.filter((fact) => fact.class === name).length);
    });
  });

  it('seals by itself once the first message has waited for long enough', async () => {
    const store = new MemoryEventStore();
    const sealed = new Promise<bigint>((resolve) => {
      const sealer = new ShardSealer(
        store,
        SHARD,
        () => undefined,
        (offset) => void sealer.close().then(() => resolve(offset)),
        { facts: 1000, after: 1 },
        now,
      );
      void sealer.add({ offset: 7n, told: told() });
    });
    expect(await sealed).toBe(7n);
    expect(factsIn(await batchesOf(store, SHARD))).toMatchObject([{ class: 'human' }]);
  });

  it('takes a page of made-up referrers and keeps a thousand of them apart', async () => {
    const { store, sealer } = setUp();
    for (let index = 0; index < 1100; index++) {
      const facts = [seen({ render: index.toString(16).padStart(16, '0'), referrer: `r${index}.example` })];
      await sealer.add({ offset: BigInt(index), told: told({ facts }) });
    }
    await sealer.seal();
    await sealer.close();
    const referrers = new Map<string | null, number>();
    for (const { referrer } of factsIn(await batchesOf(store, SHARD)))
      referrers.set(referrer, (referrers.get(referrer) ?? 0) + 1);
    expect(referrers.size).toBe(1001);
    expect(referrers.get('(rest)')).toBe(100);
  });
});
