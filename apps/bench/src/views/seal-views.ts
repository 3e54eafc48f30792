import { TOPICS, VIEW_FACTS, decodeFacts, isView, partitionOfTold, viewsRecordedStream, type ToldFacts } from '@stoa/contracts';
import type { EventStore } from '@stoa/kernel';
import { LIVE_RULES, PACE, ShardMemory, hashOf, sealed, type ToldAt } from '@stoa/view-analytics';

interface Shard {
  readonly memory: ShardMemory;
  messages: ToldAt[];
  facts: number;
  next: bigint;
  revision: number;
  previous: string | null;
}

export interface SealedViews {
  /** Counted: what the figures are divided by. */
  views: number;
  facts: number;
  batches: number;
}

/** Judges and seals what was told in full batches, as shards do, and appends them. */
export async function sealViews(store: Pick<EventStore, 'append'>, told: Iterable<ToldFacts>): Promise<SealedViews> {
  const shards: Shard[] = Array.from({ length: TOPICS[VIEW_FACTS]!.partitions }, () => ({
    memory: new ShardMemory(),
    messages: [],
    facts: 0,
    next: 0n,
    revision: -1,
    previous: null,
  }));
  const found: SealedViews = { views: 0, facts: 0, batches: 0 };
  for (const message of told) {
    const number = partitionOfTold(message).partition;
    const shard = shards[number]!;
    shard.messages.push({ offset: shard.next++, told: message });
    shard.facts += message.facts.length;
    if (shard.facts >= PACE.facts) await seal(number, shard);
  }
  for (const [number, shard] of shards.entries()) if (shard.messages.length > 0) await seal(number, shard);
  return found;

  async function seal(number: number, shard: Shard): Promise<void> {
    const { messages, memory, previous, revision } = shard;
    const event = sealed(
      messages,
      { shard: number, previous },
      LIVE_RULES,
      memory,
      new Date(messages.at(-1)!.told.at).toISOString(),
    );
    await store.append(viewsRecordedStream(number), [event], revision < 0 ? 'no-stream' : revision);
    const data = event.data as { previous: string | null; facts: string };
    found.batches++;
    found.facts += shard.facts;
    found.views += decodeFacts(data.facts).filter(isView).length;
    Object.assign(shard, { messages: [], facts: 0, revision: revision + 1, previous: hashOf(data) });
  }
}
