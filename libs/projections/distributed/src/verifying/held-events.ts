import { START, type EventStore, type Position } from '@stoa/kernel';
import { partitionOf } from '@stoa/projections-engine';

/** The log as far as a generation with these checkpoints holds it: its partitions are not equally far. */
export const heldEvents = (
  store: Pick<EventStore, 'readAll'>,
  checkpoints: ReadonlyMap<string, Position>,
): Pick<EventStore, 'readAll'> => ({
  async *readAll(after, options) {
    for await (const batch of store.readAll(after, options)) {
      const held = batch.filter((event) => event.position <= (checkpoints.get(partitionOf(event) ?? '') ?? START));
      if (held.length > 0) yield held;
    }
  },
});
