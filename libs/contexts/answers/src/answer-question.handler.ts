import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AnswerQuestion, answerStream } from '@stoa/contracts';
import { EVENT_STORE, createdId, transact, type EventStore, type Outcome } from '@stoa/kernel';
import { mentorFact, questionFact } from './answer-facts.ts';
import { answerDecider } from './answer.ts';
import { refuseBody } from './body.ts';

@CommandHandler(AnswerQuestion)
export class AnswerQuestionHandler implements ICommandHandler<AnswerQuestion> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute(command: AnswerQuestion): Promise<Outcome & { id: string }> {
    await refuseBody(command.data.body);
    const id = createdId(command.context);
    const facts = async () => ({
      question: await questionFact(this.store, command.data.questionId),
      mentor: await mentorFact(this.store, command.context.principal.memberId),
    });
    return { id, ...(await transact(this.store, answerStream(id), answerDecider, command, facts)) };
  }
}
