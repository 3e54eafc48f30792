import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RateAnswer, RestoreAnswer, ReviseAnswer, WithdrawAnswer, answerStream, ratingStream } from '@stoa/contracts';
import { EVENT_STORE, transact, type EventStore, type Outcome } from '@stoa/kernel';
import { answerOf, ratedAnswer } from './answer-facts.ts';
import { takePlace } from './answer-places.ts';
import { answerRatingDecider } from './answer-rating.ts';
import { answerDecider, type AnswerCommand, type AnswerFacts } from './answer.ts';
import { refuseBody } from './body.ts';

type CommandResult = Outcome & { id: string };

/** Load, decide and append for an existing answer. */
abstract class AnswerHandler {
  constructor(@Inject(EVENT_STORE) protected readonly store: EventStore) {}

  protected async transact(
    command: Exclude<AnswerCommand, { type: 'AnswerQuestion' }>,
    facts: () => AnswerFacts | Promise<AnswerFacts> = () => ({}),
  ): Promise<CommandResult> {
    const { answerId } = command.data;
    return { id: answerId, ...(await transact(this.store, answerStream(answerId), answerDecider, command, facts)) };
  }
}

@CommandHandler(ReviseAnswer)
export class ReviseAnswerHandler extends AnswerHandler implements ICommandHandler<ReviseAnswer> {
  async execute(command: ReviseAnswer): Promise<CommandResult> {
    await refuseBody(command.data.body);
    return this.transact(command);
  }
}

@CommandHandler(WithdrawAnswer)
export class WithdrawAnswerHandler extends AnswerHandler implements ICommandHandler<WithdrawAnswer> {
  execute(command: WithdrawAnswer): Promise<CommandResult> {
    return this.transact(command);
  }
}

@CommandHandler(RestoreAnswer)
export class RestoreAnswerHandler extends AnswerHandler implements ICommandHandler<RestoreAnswer> {
  execute(command: RestoreAnswer): Promise<CommandResult> {
    return this.transact(command, async () => {
      const answer = await answerOf(this.store, command.data.answerId);
      // Decided once beforehand, so that a command that is refused or changes nothing takes no place.
      if (answer.status !== 'none' && answerDecider.decide(command, answer, {}).length > 0)
        await takePlace(this.store, command, answer);
      return {};
    });
  }
}

@CommandHandler(RateAnswer)
export class RateAnswerHandler implements ICommandHandler<RateAnswer> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute(command: RateAnswer): Promise<CommandResult> {
    const { answerId } = command.data;
    const stream = ratingStream(answerId, command.context.principal.memberId);
    return {
      id: answerId,
      ...(await transact(this.store, stream, answerRatingDecider, command, () => ratedAnswer(this.store, answerId))),
    };
  }
}
