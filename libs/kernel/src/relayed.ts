import type { Position, RecordedEvent } from './event-store.ts';

/**
 * What the relay says into a partition: an event, or without one a watermark, which promises that nothing at or before `position` is
 * still to come there.
 */
export interface Relayed {
  readonly position: Position;
  /** Position of the last event before this one in the same partition, START for the first: a consumer whose checkpoint is lower has a hole. */
  readonly previous: Position;
  readonly event?: RecordedEvent;
}
