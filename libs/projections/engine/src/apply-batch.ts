import type { Generation, Position, Projection, RecordedEvent } from '@stoa/kernel';
import { foldBatch } from './fold-batch.ts';
import { passedOverBy } from './passed-over.ts';

/** The one partition of a projection that follows a whole store. */
export const WHOLE_LOG = 'all';

/** Another worker has moved the checkpoint: this one must stop. */
export class WorkerFenced extends Error {
  constructor(projection: string, partition: string, from: Position) {
    super(
      `Another worker is ahead of ${projection} on partition ${partition}: its checkpoint is no longer ${from || 'at the start'}`,
    );
    this.name = 'WorkerFenced';
  }
}

export interface ApplyOptions {
  /** Whether to mark the documents that the batch dirties. */
  readonly marks: boolean;
  /** How far the partition is known to be with this batch, where that is beyond its last event (a watermark). */
  readonly to?: Position;
  /** Of the event at `to`, where that is beyond the last event. */
  readonly eventId?: string | undefined;
}

/**
 * Folds a batch and commits it with the checkpoint, and with the count of events whose type this code does not know. Events at or before the checkpoint are passed over, so a batch that comes twice
 * counts once. Gives the new checkpoint; throws WorkerFenced when another worker moved it.
 */
export async function applyBatch(
  projection: Projection,
  generation: Generation,
  partition: string,
  from: Position,
  events: readonly RecordedEvent[],
  options: ApplyOptions,
): Promise<Position> {
  const seen = events.findIndex((event) => event.position > from);
  const fresh = seen <= 0 ? (seen === 0 ? events : []) : events.slice(seen);
  const to = options.to ?? fresh.at(-1)?.position ?? from;
  if (to <= from) return from;
  const changes = await foldBatch(projection, generation, fresh, options);
  const sums = new Map([...changes.sums, ...passedOverBy(projection, fresh)]);
  const last = fresh.at(-1);
  const eventId = last?.position === to ? last.id : options.eventId;
  if (!(await generation.commit(partition, from, to, { ...changes, sums }, eventId)))
    throw new WorkerFenced(projection.name, partition, from);
  return to;
}
