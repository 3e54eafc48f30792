import { VIEW_FACTS, encodeTold, partitionOfTold, viewsStream } from '@stoa/contracts';
import { MemoryEventStore } from '@stoa/event-store';
import type { EventStore, PartitionId, StreamRecord } from '@stoa/kernel';
import { eventually, seeded, type Random } from '@stoa/testing';
import { eventOf } from './shard-parts.ts';
import { counted, filled, partNamed, type Filled } from './testing/facts.ts';
import { told } from './testing/told.ts';
import { decodeFact, encodeFact, partitionOfShard } from './view-fact.ts';
import { ViewFactsConsumer } from './view-facts-consumer.ts';

type Consumer = new (...args: ConstructorParameters<typeof ViewFactsConsumer>) => ViewFactsConsumer;
const alive = async () => undefined;

/** Appends at the end of the stream without looking whether it is there: what the offsets say is all that it trusts. */
class Unlooking extends ViewFactsConsumer {
  protected override async take(partition: PartitionId, record: StreamRecord): Promise<void> {
    const decoded = decodeFact(partition, record);
    if (!('part' in decoded)) return super.take(partition, record);
    const stream = viewsStream(decoded.part.shard);
    const end = (await this.log.readLast(stream, 1))[0]?.revision;
    const event = { ...eventOf(decoded.part, { partition: partition.partition, offset: String(record.offset) }) };
    await this.log.append(
      stream,
      [{ ...event, id: `${event.id.slice(0, -12)}${String(record.offset).padStart(12, '0')}` }],
      end ?? 'no-stream',
    );
  }
  private get log(): EventStore {
    return (this as unknown as { store: EventStore }).store;
  }
}

/** Keeps no offset in its events. */
class Forgetful extends ViewFactsConsumer {
  protected override async take(partition: PartitionId, record: StreamRecord): Promise<void> {
    const decoded = decodeFact(partition, record);
    if (!('part' in decoded)) return super.take(partition, record);
    const { store } = this as unknown as { store: EventStore };
    const stream = viewsStream(decoded.part.shard);
    const end = (await store.readLast(stream, 1))[0]?.revision;
    await store.append(stream, [eventOf(decoded.part)], end ?? 'no-stream');
  }
}

/** A store whose process dies before or after an append, now and then. */
function mortal(store: EventStore, random: Random): EventStore {
  const append: EventStore['append'] = async (...args) => {
    if (random.chance(0.15)) throw new Error('died before');
    const appended = await store.append(...args);
    if (random.chance(0.15)) throw new Error('died after');
    return appended;
  };
  return Object.assign(Object.create(store) as EventStore, { append });
}

/** Runs owners over one partition: they die, are followed by others, and go on although others have followed them. Gives what is counted. */
async function run(OwnerClass: Consumer, seed: number, facts: Filled): Promise<{ ids: string[]; aside: Set<bigint> }> {
  const random = seeded(seed);
  const store = new MemoryEventStore();
  const aside = new Set<bigint>();
  const { partition, records } = facts;
  const ends = async () => [0, 1, 2, 3].map(() => BigInt(records.length));
  const setAside = async (_partition: PartitionId, { offset }: StreamRecord) => void aside.add(offset);
  const owner = async () => {
    const one = new OwnerClass(mortal(store, random), { ends }, { setAside });
    return { one, next: Number((await one.assigned(partition)) ?? 0n) };
  };
  let owners = [await owner()];
  for (let steps = 0; owners[0]!.next < records.length && steps < MOST_STEPS; steps++) {
    if (random.chance(0.1)) owners = [await owner(), ...owners].slice(0, 2);
    const acting = random.one(owners);
    const batch = records.slice(acting.next, acting.next + 1 + random.below(4));
    try {
      await acting.one.handle(partition, batch, alive);
      acting.next += batch.length;
    } catch (error) {
      if (!String(error).includes('died')) throw error;
      const fresh = await owner();
      owners = owners.map((one) => (one === acting ? fresh : one));
    }
  }
  return { ids: await counted(store), aside };
}

/** An owner that starts over after each kill may never reach the end. */
const MOST_STEPS = 400;
const SEEDS = Array.from({ length: 60 }, (_, seed) => seed + 1);

describe('owners of a partition of view facts', () => {
  it.each(SEEDS)('count everything once and in order, whichever owners die (seed %i)', async (seed) => {
    const facts = filled(seeded(seed), 25);
    const { ids, aside } = await run(ViewFactsConsumer, seed, facts);
    expect(ids).toEqual(facts.expected);
    expect([...aside].sort()).toEqual([...facts.poison].sort());
  });

  it.each([Unlooking, Forgetful])('that is broken is noticed by this: %p', async (Broken) => {
    let noticed = 0;
    for (const seed of SEEDS.slice(0, 12)) {
      const facts = filled(seeded(seed), 25);
      const outcome = await run(Broken, seed, facts).catch(() => undefined);
      if (outcome?.ids.join() !== facts.expected.join()) noticed++;
    }
    expect(noticed).toBeGreaterThan(6);
  });

  const facts = filled(seeded(7), 20);
  const setUp = async (OwnerClass: Consumer = ViewFactsConsumer, ends = BigInt(facts.records.length)) => {
    const store = new MemoryEventStore();
    const owner = () =>
      new OwnerClass(store, { ends: async () => [ends, ends, ends, ends] }, { setAside: async () => undefined });
    const first = owner();
    await first.assigned(facts.partition);
    return { store, owner, first };
  };
  it('go on after the last offset that stands in an event, also when others wrote to the shard since', async () => {
    const { store, owner, first } = await setUp();
    await first.handle(facts.partition, facts.records.slice(0, 10), alive);
    const readable = facts.records.find((record) => 'part' in decodeFact(facts.partition, record))!;
    const shard = decodedShard(readable);
    const end = (await store.readLast(viewsStream(shard), 1))[0]!.revision;
    await store.append(viewsStream(shard), [eventOf({ ...partNamed('of a folder'), shard })], end);
    const lastCarried = facts.records.slice(0, 10).findLast(({ offset }) => isFirst(offset))!.offset;
    expect(await owner().assigned(facts.partition)).toBe(lastCarried + 1n);
  });

  it('that keep no offset start over, which this notices', async () => {
    const { owner, first } = await setUp(Forgetful);
    await first.handle(facts.partition, facts.records.slice(0, 5), alive);
    expect(await owner().assigned(facts.partition)).toBeUndefined();
  });

  it('begin at the earliest offset of a recreated stream topic, and count nothing again', async () => {
    const { store, first } = await setUp();
    await first.handle(facts.partition, facts.records, alive);
    const before = await counted(store);
    const shorter = new ViewFactsConsumer(store, { ends: async () => [3n, 3n, 3n, 3n] }, { setAside: async () => undefined });
    expect(await shorter.assigned(facts.partition)).toBeUndefined();
    await shorter.handle(facts.partition, facts.records.slice(0, 3), alive);
    expect(await counted(store)).toEqual(before);
  });

  it('set aside what names a revision that never was, and go on', async () => {
    const { store, first } = await setUp();
    const part = partNamed('forged');
    const partition = partitionOfShard(part.shard);
    const reasons: string[] = [];
    const owner = new ViewFactsConsumer(
      store,
      { ends: async () => [9n, 9n, 9n, 9n] },
      { setAside: async (_partition, _record, reason) => void reasons.push(reason) },
    );
    await owner.assigned(partition);
    await owner.handle(
      partition,
      [
        { offset: 0n, ...encodeFact({ ...part, after: 1000 }) },
        { offset: 1n, ...encodeFact(part) },
      ],
      alive,
    );
    expect(reasons).toEqual(['It comes after a revision that its shard has not reached.']);
    expect(await counted(store)).toEqual([part.context.commandId]);
    await first.revoked(partition);
  });

  it('say why what was told is not sealed, until it is', async () => {
    const store = new MemoryEventStore();
    let isAway = true;
    const append: EventStore['append'] = async (...args) => {
      if (isAway) throw new Error('The store is away.');
      return store.append(...args);
    };
    const partition = partitionOfTold(told());
    const sealedUpTo: bigint[] = [];
    let owner!: ViewFactsConsumer;
    const failed = new Promise<unknown>((resolve) => {
      owner = new ViewFactsConsumer(
        Object.assign(Object.create(store) as EventStore, { append }),
        { ends: async () => [1n, 1n, 1n, 1n] },
        { setAside: async () => undefined },
        { pace: { facts: 1000, after: 1 }, onTrouble: resolve, onSealed: (_partition, offset) => sealedUpTo.push(offset) },
      );
    });
    await owner.assigned(partition);
    await owner.handle(partition, [{ offset: 0n, ...encodeTold(told()) }], alive);
    await failed;
    expect(owner.trouble).toBe(`The views of shard ${partition.partition} are not sealed: The store is away.`);
    isAway = false;
    await eventually(() => expect(owner.trouble).toBeNull());
    expect(sealedUpTo).toEqual([0n]);
    await owner.revoked(partition);
  });

  const decodedShard = (record: StreamRecord) => (decodeFact(facts.partition, record) as { part: { shard: number } }).part.shard;
  /** Whether a record is the first that carries its part. */
  const isFirst = (offset: bigint) => {
    const idOf = (record: StreamRecord) => {
      const decoded = decodeFact(facts.partition, record);
      return 'part' in decoded ? decoded.part.context.commandId : undefined;
    };
    const id = idOf(facts.records[Number(offset)]!);
    return id !== undefined && facts.records.find((record) => idOf(record) === id)!.offset === offset;
  };
});

describe('a record of the view facts', () => {
  const part = partNamed('one');
  const other = ['two', 'three', 'four', 'five'].map(partNamed).find(({ shard }) => shard !== part.shard)!;
  const partition = partitionOfShard(part.shard);
  const good = encodeFact(part);
  const said = JSON.parse(Buffer.from(good.value).toString()) as Record<string, unknown>;
  const decoded = (value: unknown, key = good.key, of = partition) =>
    decodeFact(of, { key, value: typeof value === 'string' ? Buffer.from(value) : Buffer.from(JSON.stringify(value)) });

  it('says what was sent', () => expect(decoded(said)).toEqual({ part }));

  it.each([
    ['bytes that are no text', '\ud800', 'wrong'],
    ['no JSON', '{"half', 'It is not JSON.'],
    ['nothing', '', 'It is not JSON.'],
    ['null', null, 'not of a known shape'],
    ['a newer version', { ...said, type: 'views-counted' }, 'not of a known shape: /type'],
    ['a field more', { ...said, more: 1 }, 'not of a known shape'],
    ['a shard too many', { ...said, shard: 16 }, 'not of a known shape: /shard'],
    ['no counts', { ...said, counts: [] }, 'not of a known shape: /counts'],
    ['counts of another shard', { ...said, counts: other.counts }, 'another shard'],
  ])('that holds %s is none', (_what, value, reason) => {
    const outcome = decoded(value) as { wrong?: string };
    expect(outcome.wrong).toBeDefined();
    if (reason !== 'wrong') expect(outcome.wrong).toContain(reason);
  });

  it('with another key or in another partition is none', () => {
    expect(decoded(said, 'x')).toEqual({ wrong: 'Its key is not its shard.' });
    const elsewhere = { topic: VIEW_FACTS, partition: (partition.partition + 1) % 4 };
    expect(decoded(said, good.key, elsewhere)).toEqual({ wrong: 'Its shard has another partition.' });
  });
});
