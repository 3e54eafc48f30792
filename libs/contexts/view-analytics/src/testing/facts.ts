import { VIEW_SHARDS, ViewsImported, viewShardOf, viewsStream, type ViewsEvent } from '@stoa/contracts';
import { readStream, type EventStore, type PartitionId, type RecordedEvent, type StreamRecord } from '@stoa/kernel';
import { admin, idOf, NOW, type Random } from '@stoa/testing';
import type { ShardPart } from '../shard-parts.ts';
import { encodeFact, partitionOfShard } from '../view-fact.ts';

/** A part with one count of a question of this name. */
export function partNamed(name: string): ShardPart {
  const questionId = idOf(`question ${name}`);
  const context = {
    principal: admin,
    commandId: idOf(`part ${name}`),
    bodyHash: 'a'.repeat(64),
    occurredAt: NOW,
    correlationId: 'test',
  };
  return {
    shard: viewShardOf(questionId),
    source: 'elsewhere',
    counts: [{ questionId, answerId: null, views: 1 }],
    after: -1,
    context,
  };
}

export interface Filled {
  readonly partition: PartitionId;
  readonly records: StreamRecord[];
  /** Ids of the parts' commands, each once, in the order of their first record. */
  readonly expected: string[];
  /** Offsets of records that nobody can read. */
  readonly poison: bigint[];
}

/** One partition's records: parts, some of them more than once, and some that are none. */
export function filled(random: Random, length: number): Filled {
  const partition = partitionOfShard(0);
  const names: string[] = [];
  for (let index = 0; names.length < length; index++) {
    const name = `${index}`;
    if (partitionOfShard(partNamed(name).shard).partition === partition.partition) names.push(name);
  }
  const records: StreamRecord[] = [];
  const expected: string[] = [];
  const poison: bigint[] = [];
  for (const name of names) {
    const part = partNamed(random.chance(0.3) && records.length > 0 ? random.one(names.slice(0, expected.length + 1)) : name);
    const offset = BigInt(records.length);
    if (random.chance(0.1)) {
      poison.push(offset);
      records.push({ offset, key: '0', value: Buffer.from('{"half'), headers: {} });
      continue;
    }
    if (!expected.includes(part.context.commandId)) expected.push(part.context.commandId);
    records.push({ offset, ...encodeFact(part) });
  }
  return { partition, records, expected, poison };
}

/** Ids of the commands whose counts stand in the shards of a store, in the order of the log; throws for what is no such event. */
export async function counted(store: EventStore): Promise<string[]> {
  const events: RecordedEvent[] = [];
  for (let shard = 0; shard < VIEW_SHARDS; shard++) events.push(...(await readStream(store, viewsStream(shard))));
  for (const { data } of events as (RecordedEvent & ViewsEvent)[]) ViewsImported.schema.parse(data);
  return events.sort((a, b) => (a.position < b.position ? -1 : 1)).map(({ meta }) => meta.commandId);
}
