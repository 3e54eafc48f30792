import {
  HandleReserved,
  handleStream,
  mentorStream,
  type HandleEvent,
  type MentorEvent,
  type RegisterMentor,
} from '@stoa/contracts';
import { Refusal, fold, readToDecide, reserve, reservedBy, type EventStore, type RecordedEvent } from '@stoa/kernel';
import { mentorDecider, type Mentor } from './mentor.ts';

export class HandleTaken extends Refusal {
  constructor(handle: string) {
    super('name-taken', `The handle ${handle} is taken.`, [
      { pointer: '/handle', code: 'taken', expected: 'a handle that nobody has' },
    ]);
  }
}

/** Reserves the handle for this mentor before it is registered; a retry finds it reserved. Throws HandleTaken. */
export async function reserveHandle(store: EventStore, command: RegisterMentor, mentorId: string): Promise<void> {
  const { handle } = command.data;
  const holderOf = (event: RecordedEvent) => (event as RecordedEvent & HandleEvent).data.mentorId;
  const stream = handleStream(handle);
  const reserved = await reserve(store, command.context.occurredAt, {
    stream,
    reserved: reservedBy(command, stream, HandleReserved({ handle, mentorId })),
    isOwn: (event) => holderOf(event) === mentorId,
    isBorne: async (event) => {
      const holder = await mentorOf(store, holderOf(event));
      return holder.status !== 'none' && holder.handle === handle;
    },
  });
  if (!reserved) throw new HandleTaken(handle);
}

export const mentorOf = async (store: EventStore, mentorId: string): Promise<Mentor> =>
  fold<Mentor, MentorEvent>(mentorDecider, await readToDecide(store, mentorStream(mentorId)));
