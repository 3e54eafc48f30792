import { partitionOfEvent, relayPartitions } from '@stoa/contracts';
import { partitionName, type EventStore, type PartitionId, type RecordedEvent, type Relayed } from '@stoa/kernel';

/** What a relay says of a log, by partition: its events in order, and a watermark into every partition after each `every` events. */
export function topicsOf(log: readonly RecordedEvent[], every = 25): Map<string, { partition: PartitionId; said: Relayed[] }> {
  const topics = new Map(relayPartitions().map((partition) => [partitionName(partition), { partition, said: [] as Relayed[] }]));
  const tails = new Map<string, string>();
  const tail = (name: string) => tails.get(name) ?? '';
  log.forEach((event, index) => {
    const name = partitionName(partitionOfEvent(event));
    topics.get(name)?.said.push({ position: event.position, previous: tail(name), event });
    tails.set(name, event.position);
    if (index % every !== 0 && index !== log.length - 1) return;
    for (const [other, { said }] of topics) said.push({ position: event.position, previous: tail(other) });
  });
  return topics;
}

/** The log as a store gives it. */
export const readable = (log: readonly RecordedEvent[]): Pick<EventStore, 'readAll' | 'idAt'> => ({
  idAt: async (position) => log.find((event) => event.position === position)?.id,
  async *readAll(after, { batchSize = 100, until } = {}) {
    const asked = log.filter(({ position }) => position > after && (until === undefined || position <= until));
    for (let index = 0; index < asked.length; index += batchSize) yield asked.slice(index, index + batchSize);
  },
});
