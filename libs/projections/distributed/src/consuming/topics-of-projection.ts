import { relayPartitions } from '@stoa/contracts';
import type { PartitionId, Projection } from '@stoa/kernel';
import { topicsOf } from '@stoa/projections-engine';

/** Every partition that may bring events which a read model folds. */
export function partitionsOf(projection: Pick<Projection, 'handlers'>): PartitionId[] {
  const topics = topicsOf(projection);
  return relayPartitions().filter(({ topic }) => topics.has(topic));
}
