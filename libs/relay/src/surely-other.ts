import { otherHistory, pause, type EventStore, type LogPlace } from '@stoa/kernel';

/** A replica of the event store may be behind for a moment. */
const SECOND_LOOK_MS = 500;

/** Why the log is another one than was relayed, by two looks; null where it is the same. */
export async function surelyOther(
  store: Pick<EventStore, 'head' | 'idAt'>,
  place: LogPlace,
  signal: AbortSignal,
): Promise<string | null> {
  if ((await otherHistory(store, place)) === null) return null;
  await pause(SECOND_LOOK_MS, signal);
  return otherHistory(store, place);
}
