import type { CommandMessage } from './command.ts';
import type { DomainEvent } from '../log/event.ts';
import type { EventStore, NewEvent, RecordedEvent } from '../log/event-store.ts';
import { derivedId } from './identity.ts';
import { known } from './newer-events.ts';
import { toNewEvents } from './transact.ts';

/** A reservation whose holder never came may be taken over after this long. */
const ABANDONED_AFTER_MS = 10 * 60_000;

/** A name that only one may bear, held by whom the last event of its stream says. */
export interface Reservation {
  readonly stream: string;
  /** What reserves the name for the one who asks, in the place of the reservation at that revision (-1: of none). */
  reserved(revision: number): NewEvent[];
  /** Whether it is the asking one whom a reservation names. */
  isOwn(reservation: RecordedEvent): boolean;
  /** Whether another one whom a reservation names has come and bears the name. */
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
 * Reserves a name, and says whether it is the asking one's now. A retry finds it reserved. Who never came to use a name loses it to
 * the one that asks ten minutes later; of two that ask at the same moment one gets it. Throws NewerEvents where this code does not know
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
    // One's own reservation that another might take over soon is renewed: whoever comes second at that revision sees it.
    try {
      await store.append(stream, reserved(last?.revision ?? -1), last?.revision ?? 'no-stream');
      return true;
    } catch (error) {
      // Somebody else was faster: look again who.
      if ((error as { code?: string }).code !== 'revision-conflict') throw error;
    }
  }

  /** By the time of recording, not of occurrence: an import's events happened long ago. */
  function isOld({ recordedAt }: RecordedEvent, ms: number): boolean {
    return Date.parse(now) - Date.parse(recordedAt) >= ms;
  }
}
