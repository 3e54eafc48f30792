import { HandleReserved, handleStream, mentorStream, type HandleEvent, type RegisterMentor } from '@stoa/contracts';
import { Refusal, derivedId, toNewEvents, type EventStore, type RecordedEvent } from '@stoa/kernel';

/** A reservation whose mentor never came may be taken over after this long. */
const ABANDONED_AFTER_MS = 10 * 60_000;

/** Reserves a handle for a mentor; a retry finds its own. Throws name-taken when it is somebody else's. */
export async function reserveHandle(
  store: EventStore,
  { data: { handle }, context }: RegisterMentor,
  mentorId: string,
): Promise<void> {
  const stream = handleStream(handle);
  for (;;) {
    const last = (await store.read(stream)).at(-1);
    const holder = last && (last as unknown as HandleEvent).data.mentorId;
    if (holder === mentorId) return;
    if (last && !(await isAbandoned(store, last, holder as string, context.occurredAt))) throw taken(handle);
    const events = toNewEvents([HandleReserved({ handle, mentorId })], {
      context: { ...context, commandId: derivedId(context.commandId, 'handle', handle) },
    });
    try {
      await store.append(stream, events, last ? last.revision : 'no-stream');
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== 'revision-conflict') throw error;
    }
  }
}

async function isAbandoned(store: EventStore, reservation: RecordedEvent, holder: string, now: string): Promise<boolean> {
  if (Date.parse(now) - Date.parse(reservation.occurredAt) < ABANDONED_AFTER_MS) return false;
  const [registered] = await store.read(mentorStream(holder), { limit: 1 });
  return registered === undefined;
}

const taken = (handle: string) =>
  new Refusal('name-taken', `The handle ${handle} is taken.`, [
    { pointer: '/handle', code: 'taken', expected: 'a handle that nobody has or had' },
  ]);
