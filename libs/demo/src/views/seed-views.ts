import { TOPICS, VIEW_FACTS, ViewsRecorded, partitionOfTold, viewsRecordedStream } from '@stoa/contracts';
import { known, type EventStore } from '@stoa/kernel';
import { PACE, ShardSealer } from '@stoa/view-analytics';
import { DAY_MS } from './calendar.ts';
import { Popularity } from './popularity.ts';
import { tellDay, type Readership } from './tell-day.ts';

/** Days that are seeded, today among them. */
export const DAYS = 90;
const SEED = 20_261_130;
const SHARDS = TOPICS[VIEW_FACTS]!.partitions;
/** A day's batches are sealed at its end, not by a timer. */
const NEVER = 2 ** 31 - 1;

/**
 * Seals what made-up readers told in the ninety days before `now`, through the same code as what real ones tell, by a clock of its own. What a former
 * call has sealed stays, and the days go on from the first of it. Gives how many facts were told anew.
 */
export async function seedViews(store: EventStore, readers: Omit<Readership, 'popularity'>, now: number): Promise<number> {
  const today = Math.floor(now / DAY_MS);
  const first = (await firstDay(store)) ?? today - DAYS + 1;
  const readership = { ...readers, popularity: new Popularity(readers.pages, SEED) };
  let clock = 0;
  const trouble = (error: unknown) => {
    throw error;
  };
  const pace = { facts: PACE.facts, after: NEVER };
  const shards = Array.from({ length: SHARDS }, (_, shard) => ({
    sealer: new ShardSealer(store, shard, trouble, undefined, pace, () => clock),
    next: 0n,
  }));
  const before = await Promise.all(shards.map(({ sealer }) => sealer.reached()));
  let facts = 0;
  try {
    for (let day = first; day <= today; day++) {
      clock = Math.min(now, (day + 1) * DAY_MS - 1);
      for (const told of tellDay(SEED, day, day - first, readership)) {
        if (told.at > now) break;
        const { partition } = partitionOfTold(told);
        const shard = shards[partition]!;
        const offset = shard.next++;
        if (offset > (before[partition] ?? -1n)) facts += told.facts.length;
        await shard.sealer.add({ offset, told });
      }
      // Together, so that they share a sync.
      await Promise.all(shards.map(({ sealer }) => sealer.seal()));
    }
  } finally {
    await Promise.all(shards.map(({ sealer }) => sealer.close()));
  }
  return facts;
}

/** The day with which a former call began. */
async function firstDay(store: EventStore): Promise<number | undefined> {
  const firsts = await Promise.all(
    Array.from({ length: SHARDS }, (_, shard) => store.read(viewsRecordedStream(shard), { limit: 1 })),
  );
  const times = known(firsts.flat()).flatMap(({ type, data }) =>
    type === ViewsRecorded.type ? [Date.parse((data as { firstAt: string }).firstAt)] : [],
  );
  return times.length > 0 ? Math.floor(Math.min(...times) / DAY_MS) : undefined;
}
