import {
  HandleReserved,
  handleStream,
  mentorStream,
  type HandleEvent,
  type MentorEvent,
  type RegisterMentor,
} from '@stoa/contracts';
import { Refusal, derivedId, fold, readStream, toNewEvents, type EventStore, type RecordedEvent } from '@stoa/kernel';
import { mentorDecider, type Mentor } from './mentor.ts';

/** A reservation whose mentor never came may be taken over after this long. */
const ABANDONED_AFTER_MS = 10 * 60_000;

export class HandleTaken extends Refusal {
  constructor(handle: string) {
    super('name-taken', `The handle ${handle} is taken.`, [
      { pointer: '/handle', code: 'taken', expected: 'a handle that nobody has' },
    ]);
  }
}

/** Reserves the handle for this mentor before it is registered; a retry finds it reserved. Throws HandleTaken. */
export async function reserveHandle(
  store: EventStore,
  { data: { handle }, context }: RegisterMentor,
  mentorId: string,
): Promise<void> {
  const stream = handleStream(handle);
  for (;;) {
    const last = (await readStream(store, stream)).at(-1) as (RecordedEvent & HandleEvent) | undefined;
    const own = last?.data.mentorId === mentorId;
    if (own && !isOld(last, context.occurredAt)) return;
    if (last && !own && !(await isAbandoned(store, last, context.occurredAt))) throw new HandleTaken(handle);
    const commandId = derivedId(context.commandId, 'handle', handle, String(last?.revision ?? -1));
    try {
      await store.append(
        stream,
        toNewEvents([HandleReserved({ handle, mentorId })], { context: { ...context, commandId } }),
        last?.revision ?? 'no-stream',
      );
      return;
    } catch (error) {
      // Somebody else was faster: look again who.
      if ((error as { code?: string }).code !== 'revision-conflict') throw error;
    }
  }
}

/** One's own reservation that another might take over soon is renewed: whoever comes second at that revision sees it. */
const isOld = ({ recordedAt }: RecordedEvent, now: string): boolean =>
  Date.parse(now) - Date.parse(recordedAt) >= ABANDONED_AFTER_MS / 2;

/** By the time of recording, not of occurrence: an import's events happened long ago. */
async function isAbandoned(store: EventStore, { data, recordedAt }: RecordedEvent & HandleEvent, now: string): Promise<boolean> {
  if (Date.parse(now) - Date.parse(recordedAt) < ABANDONED_AFTER_MS) return false;
  const holder = await mentorOf(store, data.mentorId);
  return holder.status === 'none' || holder.handle !== data.handle;
}

export const mentorOf = async (store: EventStore, mentorId: string): Promise<Mentor> =>
  fold<Mentor, MentorEvent>(mentorDecider, await readStream(store, mentorStream(mentorId)));
