import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AddExpertise, ChangeMentorProfile, DropExpertise, UnverifyMentor, VerifyMentor, mentorStream } from '@stoa/contracts';
import { EVENT_STORE, transact, type EventStore, type Outcome } from '@stoa/kernel';
import { refuseBio } from './bio.ts';
import { mentorDecider, type MentorCommand } from './mentor.ts';

type CommandResult = Outcome & { id: string };

/** Load, decide and append for an existing mentor. */
abstract class MentorHandler {
  constructor(@Inject(EVENT_STORE) protected readonly store: EventStore) {}

  protected async transact(command: Exclude<MentorCommand, { type: 'RegisterMentor' }>): Promise<CommandResult> {
    const { mentorId } = command.data;
    return { id: mentorId, ...(await transact(this.store, mentorStream(mentorId), mentorDecider, command, () => ({}))) };
  }
}

@CommandHandler(ChangeMentorProfile)
export class ChangeMentorProfileHandler extends MentorHandler implements ICommandHandler<ChangeMentorProfile> {
  async execute(command: ChangeMentorProfile): Promise<CommandResult> {
    await refuseBio(command.data.bio ?? '');
    return this.transact(command);
  }
}

@CommandHandler(AddExpertise)
export class AddExpertiseHandler extends MentorHandler implements ICommandHandler<AddExpertise> {
  execute(command: AddExpertise): Promise<CommandResult> {
    return this.transact(command);
  }
}

@CommandHandler(DropExpertise)
export class DropExpertiseHandler extends MentorHandler implements ICommandHandler<DropExpertise> {
  execute(command: DropExpertise): Promise<CommandResult> {
    return this.transact(command);
  }
}

@CommandHandler(VerifyMentor)
export class VerifyMentorHandler extends MentorHandler implements ICommandHandler<VerifyMentor> {
  execute(command: VerifyMentor): Promise<CommandResult> {
    return this.transact(command);
  }
}

@CommandHandler(UnverifyMentor)
export class UnverifyMentorHandler extends MentorHandler implements ICommandHandler<UnverifyMentor> {
  execute(command: UnverifyMentor): Promise<CommandResult> {
    return this.transact(command);
  }
}
