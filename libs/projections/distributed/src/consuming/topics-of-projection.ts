import { relayPartitions, topicOfType } from '@stoa/contracts';
import type { PartitionId, Projection } from '@stoa/kernel';

/** Every partition that may bring events which a read model folds. */
export function partitionsOf(projection: Pick<Projection, 'handlers'>): PartitionId[] {
  const topics = new Set<string>([...projection.handlers.keys()].map(topicOfType));
  return relayPartitions().filter(({ topic }) => topics.has(topic));
}
