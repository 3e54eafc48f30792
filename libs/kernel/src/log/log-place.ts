import { START, type EventStore, type Position } from './event-store.ts';

/** Where a reader of the log is: a position, and the id of its event where the reader knows it. Checkpoints of former releases hold no id. */
export interface LogPlace {
  readonly position: Position;
  readonly eventId?: string | undefined;
}

/** What was read is of another history than the log: the log, or what was made of it, is a copy of another time. */
export class OtherHistory extends Error {
  override readonly name = 'OtherHistory';
}

/** By name: `instanceof` does not hold across packages. */
export const isOtherHistory = (error: unknown): boolean => (error as { name?: string })?.name === 'OtherHistory';

/** Why a place is not one of this log; null where it is, or where its event is not known and its position is not beyond the head. */
export async function otherHistory(
  store: Pick<EventStore, 'head' | 'idAt'>,
  { position, eventId }: LogPlace,
): Promise<string | null> {
  if (position === START) return null;
  const head = await store.head();
  if (position > head) return `its checkpoint ${position} is beyond the head of the log, ${head || 'which is empty'}`;
  if (eventId === undefined || (await store.idAt(position)) === eventId) return null;
  return `the log holds another event at its checkpoint ${position}`;
}
