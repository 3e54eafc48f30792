import { Refusal } from './errors.ts';
import { readStream, type EventStore, type RecordedEvent } from '../log/event-store.ts';

/**
 * A stream holds an event that this code does not know: newer code has written it, before a rollback or during a rolling upgrade. Code that
 * cannot read all of a stream must not decide on it. The next attempt may reach another process and succeed.
 */
export class NewerEvents extends Refusal {
  constructor(
    readonly stream: string,
    readonly type: string,
  ) {
    super('newer-events', `Stream ${stream} holds ${type}, which this version of Stoa does not know. Try again later.`);
  }
}

/** Returns the events if all are known; throws NewerEvents for the first that is not. */
export function known<E extends RecordedEvent>(events: readonly E[]): readonly E[] {
  const newer = events.find(({ unknown }) => unknown !== undefined);
  if (newer) throw new NewerEvents(newer.stream, newer.type);
  return events;
}

/** All events of one stream, for a decision, be it on this stream or on another one that its facts come from. Throws NewerEvents. */
export const readToDecide = async (store: Pick<EventStore, 'read'>, stream: string): Promise<readonly RecordedEvent[]> =>
  known(await readStream(store, stream));
