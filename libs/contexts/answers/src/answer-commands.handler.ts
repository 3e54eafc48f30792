import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  AnswerQuestion,
  RateAnswer,
  RestoreAnswer,
  ReviseAnswer,
  WithdrawAnswer,
  answerStream,
  ratingStream,
} from '@stoa/contracts';
import { EVENT_STORE, createdId, transact, type EventStore, type Outcome } from '@stoa/kernel';
import { answerOf, mentorFact, questionFact } from './answer-facts.ts';
import { answerRatingDecider } from './answer-rating.ts';
import { answerDecider, type AnswerCommand } from './answer.ts';
import { refuseBody } from './body.ts';

type Answered = Outcome & { id: string };

@CommandHandler(AnswerQuestion)
export class AnswerQuestionHandler implements ICommandHandler<AnswerQuestion> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute(command: AnswerQuestion): Promise<Answered> {
    refuseBody(command.data.body);
    const id = createdId(command.context);
    const facts = async () => ({
      question: await questionFact(this.store, command.data.questionId),
      mentor: await mentorFact(this.store, command.context.principal.memberId),
    });
    return { id, ...(await transact(this.store, answerStream(id), answerDecider, command, facts)) };
  }
}

/** Load, decide and append for an answer that is there. */
abstract class AnswerHandler {
  constructor(@Inject(EVENT_STORE) protected readonly store: EventStore) {}

  protected async transact(command: Exclude<AnswerCommand, { type: 'AnswerQuestion' }>): Promise<Answered> {
    const { answerId } = command.data;
    return { id: answerId, ...(await transact(this.store, answerStream(answerId), answerDecider, command, () => ({}))) };
  }
}

@CommandHandler(ReviseAnswer)
export class ReviseAnswerHandler extends AnswerHandler implements ICommandHandler<ReviseAnswer> {
  execute(command: ReviseAnswer): Promise<Answered> {
    refuseBody(command.data.body);
    return this.transact(command);
  }
}

@CommandHandler(WithdrawAnswer)
export class WithdrawAnswerHandler extends AnswerHandler implements ICommandHandler<WithdrawAnswer> {
  execute(command: WithdrawAnswer): Promise<Answered> {
    return this.transact(command);
  }
}

@CommandHandler(RestoreAnswer)
export class RestoreAnswerHandler extends AnswerHandler implements ICommandHandler<RestoreAnswer> {
  execute(command: RestoreAnswer): Promise<Answered> {
    return this.transact(command);
  }
}

@CommandHandler(RateAnswer)
export class RateAnswerHandler implements ICommandHandler<RateAnswer> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute(command: RateAnswer): Promise<Answered> {
    const { answerId } = command.data;
    const stream = ratingStream(answerId, command.context.principal.memberId);
    return {
      id: answerId,
      ...(await transact(this.store, stream, answerRatingDecider, command, () => answerOf(this.store, answerId))),
    };
  }
}
