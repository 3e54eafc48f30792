import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  AddExpertise,
  ChangeMentorProfile,
  DropExpertise,
  RegisterMentor,
  UnverifyMentor,
  VerifyMentor,
  memberStream,
  mentorIdOf,
  mentorStream,
} from '@stoa/contracts';
import { EVENT_STORE, Refusal, fold, readStream, transact, type EventStore, type Outcome } from '@stoa/kernel';
import type { MentorEvent } from '@stoa/contracts';
import { markdownRefusal } from '@stoa/markdown';
import { reserveHandle } from './handle-reservation.ts';
import { mentorDecider, type Mentor, type MentorCommand } from './mentor.ts';

type Answered = Outcome & { id: string };

function refuseBio(bio: string | undefined): void {
  const refusal = markdownRefusal(bio ?? '');
  if (refusal)
    throw new Refusal('validation-failed', 'The bio is too complex.', [
      { pointer: '/bio', code: refusal.code, expected: refusal.message },
    ]);
}

/** Load, decide and append for a mentor. */
abstract class MentorHandler {
  constructor(@Inject(EVENT_STORE) protected readonly store: EventStore) {}

  protected async transact(command: Exclude<MentorCommand, RegisterMentor>): Promise<Answered> {
    const { mentorId } = command.data;
    return { id: mentorId, ...(await transact(this.store, mentorStream(mentorId), mentorDecider, command, () => ({}))) };
  }
}

/** The handle comes first, in a stream of its own; a retry after a crash finds it and goes on. */
@CommandHandler(RegisterMentor)
export class RegisterMentorHandler implements ICommandHandler<RegisterMentor> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute(command: RegisterMentor): Promise<Answered> {
    refuseBio(command.data.bio);
    const id = mentorIdOf(command.context.principal.memberId);
    const outcome = await transact(this.store, mentorStream(id), mentorDecider, command, async () => {
      const [member] = await this.store.read(memberStream(command.context.principal.memberId), { limit: 1 });
      const registered =
        fold<Mentor, MentorEvent>(mentorDecider, await readStream(this.store, mentorStream(id))).status === 'registered';
      if (member && !registered) await reserveHandle(this.store, command, id);
      return { memberKnown: member !== undefined };
    });
    return { id, ...outcome };
  }
}

@CommandHandler(ChangeMentorProfile)
export class ChangeMentorProfileHandler extends MentorHandler implements ICommandHandler<ChangeMentorProfile> {
  execute(command: ChangeMentorProfile): Promise<Answered> {
    refuseBio(command.data.bio);
    return this.transact(command);
  }
}

@CommandHandler(AddExpertise)
export class AddExpertiseHandler extends MentorHandler implements ICommandHandler<AddExpertise> {
  execute(command: AddExpertise): Promise<Answered> {
    return this.transact(command);
  }
}

@CommandHandler(DropExpertise)
export class DropExpertiseHandler extends MentorHandler implements ICommandHandler<DropExpertise> {
  execute(command: DropExpertise): Promise<Answered> {
    return this.transact(command);
  }
}

@CommandHandler(VerifyMentor)
export class VerifyMentorHandler extends MentorHandler implements ICommandHandler<VerifyMentor> {
  execute(command: VerifyMentor): Promise<Answered> {
    return this.transact(command);
  }
}

@CommandHandler(UnverifyMentor)
export class UnverifyMentorHandler extends MentorHandler implements ICommandHandler<UnverifyMentor> {
  execute(command: UnverifyMentor): Promise<Answered> {
    return this.transact(command);
  }
}
