import type { CommandMessage } from './command.ts';
import type { DomainEvent } from './event.ts';
import type { EventStore, RecordedEvent } from './event-store.ts';
import { derivedId } from './identity.ts';
import { toNewEvents } from './transact.ts';

/** A reservation whose holder never came may be taken over after this long. */
const ABANDONED_AFTER_MS = 10 * 60_000;

/** A name that only one may bear, held by whom the last event of its stream says. */
export interface Reservation {
  readonly stream: string;
  /** What reserves the name for the one who asks. */
  readonly reserved: DomainEvent;
  /** Whether it is the asking one whom a reservation names. */
  isOwn(reservation: RecordedEvent): boolean;
  /** Whether another one whom a reservation names has come and bears the name. */
  isBorne(reservation: RecordedEvent): Promise<boolean>;
}

/**
 * Reserves a name, and says whether it is the asking one's now. A retry finds it reserved. Who never came to use a name loses it to
 * whoever asks ten minutes later; of two who ask at the same moment one gets it.
 */
export async function reserve(
  store: EventStore,
  { context }: Pick<CommandMessage, 'context'>,
  { stream, reserved, isOwn, isBorne }: Reservation,
): Promise<boolean> {
  for (;;) {
    const [last] = await store.readLast(stream, 1);
    if (last && isOwn(last) && !isOld(last, ABANDONED_AFTER_MS / 2)) return true;
    if (last && !isOwn(last) && (!isOld(last, ABANDONED_AFTER_MS) || (await isBorne(last)))) return false;
    // One's own reservation that another might take over soon is renewed: whoever comes second at that revision sees it.
    const commandId = derivedId(context.commandId, 'reserve', stream, String(last?.revision ?? -1));
    try {
      await store.append(stream, toNewEvents([reserved], { context: { ...context, commandId } }), last?.revision ?? 'no-stream');
      return true;
    } catch (error) {
      // Somebody else was faster: look again who.
      if ((error as { code?: string }).code !== 'revision-conflict') throw error;
    }
  }

  /** By the time of recording, not of occurrence: an import's events happened long ago. */
  function isOld({ recordedAt }: RecordedEvent, ms: number): boolean {
    return Date.parse(context.occurredAt) - Date.parse(recordedAt) >= ms;
  }
}
