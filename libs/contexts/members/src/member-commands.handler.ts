import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  ChangeRoles,
  IssueToken,
  RegisterMember,
  ReinstateMember,
  RevokeToken,
  SuspendMember,
  memberStream,
} from '@stoa/contracts';
import { EVENT_STORE, createdId, transact, type EventStore, type Outcome } from '@stoa/kernel';
import { memberDecider, tokenIdOf, type MemberCommand } from './member.ts';

type CommandResult = Outcome & { id: string };

abstract class MemberHandler {
  constructor(@Inject(EVENT_STORE) protected readonly store: EventStore) {}

  protected transact(command: MemberCommand, memberId: string): Promise<Outcome> {
    return transact(this.store, memberStream(memberId), memberDecider, command, () => undefined);
  }
}

@CommandHandler(RegisterMember)
export class RegisterMemberHandler extends MemberHandler implements ICommandHandler<RegisterMember> {
  async execute(command: RegisterMember): Promise<CommandResult> {
    const id = createdId(command.context);
    return { id, ...(await this.transact(command, id)) };
  }
}

@CommandHandler(ChangeRoles)
export class ChangeRolesHandler extends MemberHandler implements ICommandHandler<ChangeRoles> {
  async execute(command: ChangeRoles): Promise<CommandResult> {
    const { memberId: id } = command.data;
    return { id, ...(await this.transact(command, id)) };
  }
}

@CommandHandler(SuspendMember)
export class SuspendMemberHandler extends MemberHandler implements ICommandHandler<SuspendMember> {
  async execute(command: SuspendMember): Promise<CommandResult> {
    const { memberId: id } = command.data;
    return { id, ...(await this.transact(command, id)) };
  }
}

@CommandHandler(ReinstateMember)
export class ReinstateMemberHandler extends MemberHandler implements ICommandHandler<ReinstateMember> {
  async execute(command: ReinstateMember): Promise<CommandResult> {
    const { memberId: id } = command.data;
    return { id, ...(await this.transact(command, id)) };
  }
}

/** The result's id is the token's. */
@CommandHandler(IssueToken)
export class IssueTokenHandler extends MemberHandler implements ICommandHandler<IssueToken> {
  async execute(command: IssueToken): Promise<CommandResult> {
    return { id: tokenIdOf(command), ...(await this.transact(command, command.data.memberId)) };
  }
}

@CommandHandler(RevokeToken)
export class RevokeTokenHandler extends MemberHandler implements ICommandHandler<RevokeToken> {
  async execute(command: RevokeToken): Promise<CommandResult> {
    const { memberId, tokenId } = command.data;
    return { id: tokenId, ...(await this.transact(command, memberId)) };
  }
}
