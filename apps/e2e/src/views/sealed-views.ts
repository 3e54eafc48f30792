import {
  TOPICS,
  VIEW_FACTS,
  ViewsRecorded,
  decodeFacts,
  isView,
  viewClasses,
  viewsRecordedStream,
  type SealedEvent,
} from '@stoa/contracts';
import { readStream, sha256, type EventStore, type RecordedEvent } from '@stoa/kernel';
import { keyOfSealed, type Acknowledged } from './acknowledged.ts';

type Batch = Extract<RecordedEvent & SealedEvent, { type: typeof ViewsRecorded.type }>;

/** The sealed batches of a store, those of each shard in order. */
export async function batchesIn(store: Pick<EventStore, 'read'>): Promise<Batch[][]> {
  const shards = Array.from({ length: TOPICS[VIEW_FACTS]!.partitions }, (_, shard) => shard);
  return Promise.all(
    shards.map(async (shard) => {
      const events = (await readStream(store, viewsRecordedStream(shard))) as (RecordedEvent & SealedEvent)[];
      return events.filter((event): event is Batch => event.type === ViewsRecorded.type);
    }),
  );
}

export const factsIn = (shards: readonly Batch[][]) => shards.flat().flatMap(({ data }) => decodeFacts(data.facts));

export interface Sums {
  readonly facts: number;
  readonly retries: number;
  readonly optedOut: number;
  readonly batches: number;
}

export function sumsOf(shards: readonly Batch[][]): Sums {
  const batches = shards.flat();
  const sum = (of: (batch: Batch) => number) => batches.reduce((total, batch) => total + of(batch), 0);
  return {
    facts: sum(({ data }) => Object.values(data.classes).reduce((total, facts) => total + facts, 0)),
    retries: sum(({ data }) => data.retries),
    optedOut: sum(({ data }) => data.optedOut),
    batches: batches.length,
  };
}

/** Counted views by what was looked at. */
export function countedIn(shards: readonly Batch[][]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const fact of factsIn(shards)) {
    const of = fact.target?.answerId ?? fact.target?.questionId;
    if (of !== undefined && isView(fact)) counts.set(of, (counts.get(of) ?? 0) + 1);
  }
  return counts;
}

/** What is wrong with sealed batches, held against what readers were told; each entry is a sentence. */
export interface ViewFaults {
  /** Acknowledged, and in no class. */
  readonly lost: string[];
  /** In a class more than once. */
  readonly doubled: string[];
  /** Sealed, and never acknowledged. */
  readonly unknown: string[];
  /** A batch that does not continue the one before it, by hash or by offset, or whose classes are not those of its facts. */
  readonly broken: string[];
}

export function faultsIn(shards: readonly Batch[][], { facts: acknowledged }: Pick<Acknowledged, 'facts'>): ViewFaults {
  const found = new Map<string, number>();
  for (const fact of factsIn(shards)) found.set(keyOfSealed(fact), (found.get(keyOfSealed(fact)) ?? 0) + 1);
  return {
    lost: [...acknowledged.keys()].filter((key) => !found.has(key)),
    doubled: [...found].filter(([, times]) => times > 1).map(([key]) => key),
    unknown: [...found.keys()].filter((key) => !acknowledged.has(key)),
    broken: shards.flatMap((batches, shard) => batches.flatMap((batch, index) => brokenOf(shard, batch, batches[index - 1]))),
  };
}

function brokenOf(shard: number, { data, revision }: Batch, before: Batch | undefined): string[] {
  const wrong: string[] = [];
  const hash = before ? sha256(`${before.data.previous ?? ''}${before.data.facts}`) : null;
  if (data.previous !== hash) wrong.push('names another batch as the one before');
  if (BigInt(data.from) !== (before ? BigInt(before.data.to) + 1n : 0n)) wrong.push(`begins at ${data.from}`);
  if (BigInt(data.to) < BigInt(data.from)) wrong.push(`ends at ${data.to}, before it begins`);
  const facts = decodeFacts(data.facts);
  for (const name of viewClasses)
    if (data.classes[name] !== facts.filter((fact) => fact.class === name).length) wrong.push(`miscounts ${name}`);
  return wrong.map((what) => `shard ${shard}, revision ${revision}: ${what}`);
}
