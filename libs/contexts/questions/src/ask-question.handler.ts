import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AskQuestion, questionStream } from '@stoa/contracts';
import { EVENT_STORE, createdId, transact, type EventStore, type Outcome } from '@stoa/kernel';
import { refuseBody } from './body.ts';
import { memberName } from './question-facts.ts';
import { questionDecider } from './question.ts';
import { reserveSlug } from './slug-reservation.ts';
import { ensureTopics } from './topics.ts';

/** Topics and slug come first, each in a stream of its own; a retry after a crash finds them and goes on. */
@CommandHandler(AskQuestion)
export class AskQuestionHandler implements ICommandHandler<AskQuestion> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute(command: AskQuestion): Promise<Outcome & { id: string }> {
    await refuseBody(command.data.body);
    const id = createdId(command.context);
    const outcome = await transact(this.store, questionStream(id), questionDecider, command, async () => {
      const askerDisplayName = await memberName(this.store, command.context.principal.memberId);
      if (askerDisplayName === undefined) return {};
      const topics = await ensureTopics(this.store, command, command.data.topics);
      return { askerDisplayName, topics, slug: await reserveSlug(this.store, command, id) };
    });
    return { id, ...outcome };
  }
}
