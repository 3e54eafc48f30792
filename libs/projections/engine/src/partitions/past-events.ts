import { partitionOfEvent } from '@stoa/contracts';
import { partitionName, type EventStore, type PartitionId, type Position, type RecordedEvent } from '@stoa/kernel';

const BATCH = 2000;

/** The events of one partition as the store has them: what a consumer reads where its topic has a hole. What no relay could route is in none. */
export async function* pastEvents(
  store: Pick<EventStore, 'readAll'>,
  partition: PartitionId,
  after: Position,
  until: Position,
): AsyncIterable<RecordedEvent[]> {
  const name = partitionName(partition);
  for await (const batch of store.readAll(after, { batchSize: BATCH, until }))
    yield batch.filter((event) => partitionOf(event) === name);
}

/** The name of the partition in which an event is relayed, if it is. */
export function partitionOf(event: RecordedEvent): string | undefined {
  try {
    return partitionName(partitionOfEvent(event));
  } catch {
    return undefined; // of a topic that this code does not have: the relay says so to operators
  }
}
