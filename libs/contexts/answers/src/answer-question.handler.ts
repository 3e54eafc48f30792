import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AnswerQuestion, answerStream } from '@stoa/contracts';
import { EVENT_STORE, createdId, transact, type EventStore, type Outcome } from '@stoa/kernel';
import { mentorFact, questionFact } from './answer-facts.ts';
import { takePlace } from './answer-places.ts';
import { answerDecider, type AnswerFacts } from './answer.ts';
import { refuseBody } from './body.ts';

/** The place comes first, in a stream of its own; a retry after a crash finds it taken and goes on. */
@CommandHandler(AnswerQuestion)
export class AnswerQuestionHandler implements ICommandHandler<AnswerQuestion> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute(command: AnswerQuestion): Promise<Outcome & { id: string }> {
    await refuseBody(command.data.body);
    const id = createdId(command.context);
    return { id, ...(await transact(this.store, answerStream(id), answerDecider, command, () => this.facts(command, id))) };
  }

  /** Takes no place for a command that will be refused. */
  private async facts(command: AnswerQuestion, answerId: string): Promise<AnswerFacts> {
    const { questionId } = command.data;
    const { memberId } = command.context.principal;
    const question = await questionFact(this.store, questionId);
    const mentor = await mentorFact(this.store, memberId);
    if (question === 'open' && mentor) await takePlace(this.store, command, { questionId, memberId, answerId });
    return { question, mentor };
  }
}
