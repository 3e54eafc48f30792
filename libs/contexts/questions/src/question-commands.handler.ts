import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  AcceptAnswer,
  CloseQuestion,
  EditQuestion,
  RateQuestion,
  ReopenQuestion,
  RestoreQuestion,
  RetagQuestion,
  UnacceptAnswer,
  WithdrawQuestion,
  questionStream,
  ratingStream,
} from '@stoa/contracts';
import { EVENT_STORE, transact, type EventStore, type Outcome } from '@stoa/kernel';
import { refuseBody } from './body.ts';
import { answerFact, questionOf } from './question-facts.ts';
import { questionRatingDecider } from './question-rating.ts';
import { questionDecider, type QuestionCommand, type QuestionFacts } from './question.ts';
import { ensureTopics, topicKeysOf } from './topics.ts';

type Existing = Exclude<QuestionCommand, { type: 'AskQuestion' }>;
type CommandResult = Outcome & { id: string };

/** Load, decide and append for an existing question. */
abstract class QuestionHandler {
  constructor(@Inject(EVENT_STORE) protected readonly store: EventStore) {}

  protected async transact(
    command: Existing,
    facts: () => QuestionFacts | Promise<QuestionFacts> = () => ({}),
  ): Promise<CommandResult> {
    const { questionId } = command.data;
    return { id: questionId, ...(await transact(this.store, questionStream(questionId), questionDecider, command, facts)) };
  }
}

@CommandHandler(EditQuestion)
export class EditQuestionHandler extends QuestionHandler implements ICommandHandler<EditQuestion> {
  async execute(command: EditQuestion): Promise<CommandResult> {
    await refuseBody(command.data.body ?? '');
    return this.transact(command);
  }
}

@CommandHandler(RetagQuestion)
export class RetagQuestionHandler extends QuestionHandler implements ICommandHandler<RetagQuestion> {
  execute(command: RetagQuestion): Promise<CommandResult> {
    return this.transact(command, async () => {
      const { topics: names, questionId } = command.data;
      // Decided once beforehand, so that a command that is refused or changes nothing creates no topic.
      const events = questionDecider.decide(command, await questionOf(this.store, questionId), { topics: topicKeysOf(names) });
      return { topics: events.length > 0 ? await ensureTopics(this.store, command, names) : topicKeysOf(names) };
    });
  }
}

@CommandHandler(CloseQuestion)
export class CloseQuestionHandler extends QuestionHandler implements ICommandHandler<CloseQuestion> {
  execute(command: CloseQuestion): Promise<CommandResult> {
    return this.transact(command);
  }
}

@CommandHandler(ReopenQuestion)
export class ReopenQuestionHandler extends QuestionHandler implements ICommandHandler<ReopenQuestion> {
  execute(command: ReopenQuestion): Promise<CommandResult> {
    return this.transact(command);
  }
}

@CommandHandler(AcceptAnswer)
export class AcceptAnswerHandler extends QuestionHandler implements ICommandHandler<AcceptAnswer> {
  execute(command: AcceptAnswer): Promise<CommandResult> {
    return this.transact(command, async () => ({ answer: await answerFact(this.store, command.data.answerId) }));
  }
}

@CommandHandler(UnacceptAnswer)
export class UnacceptAnswerHandler extends QuestionHandler implements ICommandHandler<UnacceptAnswer> {
  execute(command: UnacceptAnswer): Promise<CommandResult> {
    return this.transact(command);
  }
}

@CommandHandler(WithdrawQuestion)
export class WithdrawQuestionHandler extends QuestionHandler implements ICommandHandler<WithdrawQuestion> {
  execute(command: WithdrawQuestion): Promise<CommandResult> {
    return this.transact(command);
  }
}

@CommandHandler(RestoreQuestion)
export class RestoreQuestionHandler extends QuestionHandler implements ICommandHandler<RestoreQuestion> {
  execute(command: RestoreQuestion): Promise<CommandResult> {
    return this.transact(command);
  }
}

@CommandHandler(RateQuestion)
export class RateQuestionHandler implements ICommandHandler<RateQuestion> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute(command: RateQuestion): Promise<CommandResult> {
    const { questionId } = command.data;
    const stream = ratingStream(questionId, command.context.principal.memberId);
    return {
      id: questionId,
      ...(await transact(this.store, stream, questionRatingDecider, command, () => questionOf(this.store, questionId))),
    };
  }
}
