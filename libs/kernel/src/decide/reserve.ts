import type { CommandMessage } from './command.ts';
import type { DomainEvent } from '../log/event.ts';
import type { EventStore, NewEvent, RecordedEvent } from '../log/event-store.ts';
import { derivedId } from './identity.ts';
import { known } from './newer-events.ts';
import { toNewEvents } from './transact.ts';

/** A reservation that its holder never used may be taken over after this long. */
export const ABANDONED_AFTER_MS = 10 * 60_000;

/** A unique name; its holder is named by the last event of its stream. */
export interface Reservation {
  readonly stream: string;
  /** The event that reserves the name for the caller, replacing the reservation at that revision (-1: none). */
  reserved(revision: number): NewEvent[];
  /** Whether a reservation names the caller. */
  isOwn(reservation: RecordedEvent): boolean;
  /** Whether the other holder that a reservation names uses the name. */
  isBorne(reservation: RecordedEvent): Promise<boolean>;
}

/** The events of a command that reserves the name of this stream. */
export const reservedBy =
  ({ context }: Pick<CommandMessage, 'context'>, stream: string, event: DomainEvent): Reservation['reserved'] =>
  (revision) => {
    const commandId = derivedId(context.commandId, 'reserve', stream, String(revision));
    return toNewEvents([event], { context: { ...context, commandId } });
  };

/**
 * Reserves a name; true if the caller holds it now. A retry finds it reserved. A holder that never used a name loses it to
 * a caller ten minutes later; of two concurrent callers one gets it. Throws NewerEvents where this code does not know
 * the last event of the name's stream.
 */
export async function reserve(
  store: EventStore,
  now: string,
  { stream, reserved, isOwn, isBorne }: Reservation,
): Promise<boolean> {
  for (;;) {
    const [last] = known(await store.readLast(stream, 1));
    if (last && isOwn(last) && !isOld(last, ABANDONED_AFTER_MS / 2)) return true;
    if (last && !isOwn(last) && (!isOld(last, ABANDONED_AFTER_MS) || (await isBorne(last)))) return false;
    // The caller's own reservation is renewed before another can take it over: the second writer at that revision conflicts.
    try {
      await store.append(stream, reserved(last?.revision ?? -1), last?.revision ?? 'no-stream');
      return true;
    } catch (error) {
      // Another writer was faster: check again who holds it.
      if ((error as { code?: string }).code !== 'revision-conflict') throw error;
    }
  }

  /** By the time of recording, not of occurrence: an import's events happened long ago. */
  function isOld({ recordedAt }: RecordedEvent, ms: number): boolean {
    return Date.parse(now) - Date.parse(recordedAt) >= ms;
  }
}
