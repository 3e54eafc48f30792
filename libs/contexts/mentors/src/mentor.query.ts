import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetMentor, handleStream, mentorStream, type HandleEvent, type MentorEvent, type MentorResource } from '@stoa/contracts';
import { EVENT_STORE, fold, known, notFound, readStream, type EventStore, type RecordedEvent } from '@stoa/kernel';
import { mentorDecider, type Mentor } from './mentor.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

@QueryHandler(GetMentor)
export class GetMentorHandler implements IQueryHandler<GetMentor> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute({ idOrHandle }: GetMentor): Promise<MentorResource> {
    const isId = UUID.test(idOrHandle);
    const id = isId ? idOrHandle : await this.holderOf(idOrHandle);
    const events = id ? await readStream(this.store, mentorStream(id)) : [];
    const mentor = fold<Mentor, MentorEvent>(mentorDecider, events);
    // What newer code did to it is unknown here, even whether it exists.
    if (mentor.status === 'none') known(events);
    const [registered] = events;
    // A reservation may have outlived its command: only the mentor's own stream says who bears the handle.
    if (!registered || mentor.status === 'none' || (!isId && mentor.handle !== idOrHandle)) throw notFound('mentor');
    const { mentorId, memberId, handle, profile, expertise, verified } = mentor;
    const { occurredAt: registeredAt } = registered;
    const shown = verified && { evidence: verified.evidence, since: verified.since };
    return {
      id: mentorId,
      memberId,
      handle,
      ...profile,
      expertise,
      verified: shown,
      registeredAt,
      revision: events.length - 1,
    };
  }

  private async holderOf(handle: string): Promise<string | undefined> {
    const [last] = known(await this.store.readLast(handleStream(handle), 1));
    return (last as (RecordedEvent & HandleEvent) | undefined)?.data.mentorId;
  }
}
