import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RegisterMentor, memberStream, mentorIdOf, mentorStream } from '@stoa/contracts';
import { EVENT_STORE, readToDecide, transact, type EventStore, type Outcome } from '@stoa/kernel';
import { refuseBio } from './bio.ts';
import { mentorOf, reserveHandle } from './handle-reservation.ts';
import { mentorDecider, type MentorFacts } from './mentor.ts';

/** The handle comes first, in a stream of its own; a retry after a crash finds it reserved and goes on. */
@CommandHandler(RegisterMentor)
export class RegisterMentorHandler implements ICommandHandler<RegisterMentor> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute(command: RegisterMentor): Promise<Outcome & { id: string }> {
    await refuseBio(command.data.bio);
    const { memberId } = command.context.principal;
    const id = mentorIdOf(memberId);
    const outcome = await transact(this.store, mentorStream(id), mentorDecider, command, () => this.facts(command, id));
    return { id, ...outcome };
  }

  /** Reserves nothing for a command that will be refused. */
  private async facts(command: RegisterMentor, id: string): Promise<MentorFacts> {
    const isMember = (await readToDecide(this.store, memberStream(command.context.principal.memberId))).length > 0;
    const { status } = await mentorOf(this.store, id);
    if (isMember && status === 'none') await reserveHandle(this.store, command, id);
    return { isMember };
  }
}
