import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetMember, holdsAt, memberStream, type MemberEvent, type MemberResource } from '@stoa/contracts';
import { EVENT_STORE, fold, known, notFound, readStream, type EventStore } from '@stoa/kernel';
import { memberDecider, type Member } from './member.ts';

@QueryHandler(GetMember)
export class GetMemberHandler implements IQueryHandler<GetMember> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute({ memberId, now }: GetMember): Promise<MemberResource> {
    const events = await readStream(this.store, memberStream(memberId));
    const member = fold<Member, MemberEvent>(memberDecider, events);
    // What newer code did to it is unknown here, even whether it exists.
    if (member.status === 'none') known(events);
    const [registered] = events;
    if (!registered || member.status === 'none') throw notFound('member');
    const { displayName, roles, suspension } = member;
    return {
      id: memberId,
      displayName,
      roles: [...roles],
      suspension: suspension && holdsAt(suspension, now) ? suspension : null,
      registeredAt: registered.occurredAt,
      revision: events.length - 1,
    };
  }
}
