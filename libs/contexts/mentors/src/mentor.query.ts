import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetMentor, handleStream, mentorStream, type HandleEvent, type MentorEvent, type MentorResource } from '@stoa/contracts';
import { EVENT_STORE, fold, notFound, readStream, type EventStore } from '@stoa/kernel';
import { mentorDecider, type Mentor } from './mentor.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

@QueryHandler(GetMentor)
export class GetMentorHandler implements IQueryHandler<GetMentor> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute({ idOrHandle }: GetMentor): Promise<MentorResource> {
    const id = UUID.test(idOrHandle) ? idOrHandle : await this.idOfHandle(idOrHandle);
    const events = id ? await readStream(this.store, mentorStream(id)) : [];
    const mentor = fold<Mentor, MentorEvent>(mentorDecider, events);
    if (mentor.status === 'none') throw notFound('mentor');
    const { mentorId, memberId, handle, profile, expertise, verified } = mentor;
    const registeredAt = events[0]?.occurredAt ?? '';
    return { id: mentorId, memberId, handle, ...profile, expertise, verified, registeredAt, revision: events.length - 1 };
  }

  private async idOfHandle(handle: string): Promise<string | undefined> {
    const last = (await this.store.read(handleStream(handle))).at(-1);
    return last && (last as unknown as HandleEvent).data.mentorId;
  }
}
