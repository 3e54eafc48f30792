import {
  partitionName,
  type GenerationRecord,
  type HashedProjection,
  type RecordedEvent,
  type SharedRegistry,
} from '@stoa/kernel';
import { PartitionWorker, adoptDocuments, buildDocuments } from '@stoa/projections-engine';
import { randomLog } from '@stoa/read-models/testing/random-log';
import { readable, topicsOf } from '@stoa/read-models/testing/topics-of';
import { partitionsOf } from '../consuming/topics-of-projection.ts';

const plain = { render: async (markdown: readonly string[]) => [...markdown] };

export interface FedGeneration {
  readonly record: GenerationRecord;
  /** Feeds what it lacks, and builds its documents. */
  catchUp(): Promise<void>;
}

/** A live generation of which each partition is elsewhere in the log: some at its end, others at its start or between. */
export async function fedUnevenly(
  registry: SharedRegistry,
  projection: HashedProjection,
  log: readonly RecordedEvent[] = randomLog(7, 300),
): Promise<FedGeneration> {
  const record = await registry.create(projection.name, projection.code.rows);
  await registry.follow(record, new Map(partitionsOf(projection).map((partition) => [partitionName(partition), ''])));
  await registry.switchTo(record);
  const names = new Set(partitionsOf(projection).map(partitionName));
  const feed = async (share: (index: number) => number) => {
    const generation = await registry.open(record);
    const topics = [...topicsOf(log).values()].filter(({ partition }) => names.has(partitionName(partition)));
    for (const [index, { partition, said }] of topics.entries()) {
      const worker = new PartitionWorker(projection, generation, partition, readable(log));
      await worker.apply(said.slice(0, Math.ceil(said.length * share(index))));
    }
    await adoptDocuments(projection, generation);
    await buildDocuments(projection, generation, plain, { lazy: true });
    await generation.close();
  };
  await feed((index) => [1, 0.5, 0, 0.8][index % 4]!);
  return { record: { ...record, state: 'live' }, catchUp: () => feed(() => 1) };
}
