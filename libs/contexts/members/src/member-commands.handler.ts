import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ChangeRoles, IssueToken, RegisterMember, RevokeToken, memberStream } from '@stoa/contracts';
import { EVENT_STORE, createdId, transact, type EventStore, type Outcome } from '@stoa/kernel';
import { memberDecider, type MemberCommand } from './member.ts';

type Answered = Outcome & { id: string };

/** Load, decide and append for a member; `id` is what the command was about. */
abstract class MemberHandler {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  protected async transact(command: MemberCommand, memberId: string, id: string): Promise<Answered> {
    return { id, ...(await transact(this.store, memberStream(memberId), memberDecider, command, () => undefined)) };
  }
}

@CommandHandler(RegisterMember)
export class RegisterMemberHandler extends MemberHandler implements ICommandHandler<RegisterMember> {
  execute(command: RegisterMember): Promise<Answered> {
    const memberId = createdId(command.context);
    return this.transact(command, memberId, memberId);
  }
}

@CommandHandler(ChangeRoles)
export class ChangeRolesHandler extends MemberHandler implements ICommandHandler<ChangeRoles> {
  execute(command: ChangeRoles): Promise<Answered> {
    return this.transact(command, command.data.memberId, command.data.memberId);
  }
}

@CommandHandler(IssueToken)
export class IssueTokenHandler extends MemberHandler implements ICommandHandler<IssueToken> {
  execute(command: IssueToken): Promise<Answered> {
    return this.transact(command, command.data.memberId, createdId(command.context));
  }
}

@CommandHandler(RevokeToken)
export class RevokeTokenHandler extends MemberHandler implements ICommandHandler<RevokeToken> {
  execute(command: RevokeToken): Promise<Answered> {
    return this.transact(command, command.data.memberId, command.data.tokenId);
  }
}
