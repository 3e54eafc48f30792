import { ViewsRecorded, viewsRecordedStream, decodeFacts, type SealedEvent } from '@stoa/contracts';
import { known, type EventStore, type ExpectedRevision, type RecordedEvent } from '@stoa/kernel';
import { ShardMemory } from '../judging/shard-memory.ts';
import { hashOf, type Chain } from './sealing.ts';
import { withinLimits } from './within-limits.ts';

type Log = Pick<EventStore, 'read' | 'readLast'>;
type Recorded = RecordedEvent & SealedEvent;

/** What an owner of a shard knows: all of it follows from the shard's stream. */
export interface ShardState extends Chain {
  readonly memory: ShardMemory;
  readonly end: ExpectedRevision;
  /** The last offset that stands in a batch. */
  readonly reached: bigint | undefined;
  /** Id of the last batch. */
  readonly batch: string | undefined;
}

/** What judging needs to remember: facts of today and yesterday, and of the day before while messages of then may still come. */
const REMEMBERED_MS = 72 * 60 * 60 * 1000;
const PAGE = 50;

/** Reads a shard's stream as far back as it is needed. `now`: milliseconds. */
export async function loadShard(store: Log, shard: number, now: number): Promise<ShardState> {
  const stream = viewsRecordedStream(shard);
  const last = (await store.readLast(stream, 1))[0];
  if (!last) return { shard, memory: new ShardMemory(), end: 'no-stream', reached: undefined, batch: undefined, previous: null };
  const memory = new ShardMemory();
  const since = new Date(now - REMEMBERED_MS).toISOString();
  const start = await firstSince(store, stream, since, last.revision);
  let end = start - 1;
  for (let page = await pageAfter(store, stream, end); page.length > 0; page = await pageAfter(store, stream, end)) {
    for (const { type, data } of page)
      if (type === ViewsRecorded.type)
        for (const fact of decodeFacts(data.facts)) memory.remember(withinLimits(fact, memory.day(fact.at)));
    end = page.at(-1)!.revision;
  }
  const batch = await lastBatch(store, stream);
  return {
    shard,
    memory,
    end,
    reached: batch ? BigInt(batch.data.to) : undefined,
    batch: batch?.id,
    previous: batch ? hashOf(batch.data) : null,
  };
}

const pageAfter = async (store: Log, stream: string, after: number) =>
  known(await store.read(stream, { after, limit: PAGE })) as Recorded[];

/** The first revision that was written since an instant, by halving: batches stand in the order of their times, but for minutes. */
export async function firstSince(store: Log, stream: string, since: string, last: number): Promise<number> {
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [event] = await store.read(stream, { after: middle - 1, limit: 1 });
    if (event && event.occurredAt < since) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A stream's last batch; restatements may stand behind it. */
export async function lastBatch(store: Log, stream: string) {
  for (let limit = 1; ; limit *= 10) {
    const events = known(await store.readLast(stream, limit)) as Recorded[];
    const batch = events.findLast((event) => event.type === ViewsRecorded.type);
    if (batch?.type === ViewsRecorded.type) return batch;
    if (events.length < limit) return undefined;
  }
}
