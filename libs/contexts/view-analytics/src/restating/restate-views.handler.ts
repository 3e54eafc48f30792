import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RestateViews, type ViewsRestatement } from '@stoa/contracts';
import { EVENT_STORE, Refusal, forbidden, isAdmin, type EventStore, type Outcome } from '@stoa/kernel';
import { ruleBooks } from '../judging/rule-books.ts';
import { closedDays } from './days.ts';
import { restate, type RestatingPace } from './restate.ts';

/** A process answers before who waits for it gives up; what is left is asked for again. */
const WITHIN_MS = 3000;

/** Judges closed days anew. It has no stream of its own: what is restated already changes no more, under any key. */
@CommandHandler(RestateViews)
export class RestateViewsHandler implements ICommandHandler<RestateViews> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute(
    { data, context }: RestateViews,
    pace: RestatingPace = { within: WITHIN_MS },
  ): Promise<Outcome & ViewsRestatement & { id: string }> {
    if (!isAdmin(context.principal)) throw forbidden('Only an admin can restate views.');
    const rules = ruleBooks.get(data.rules);
    if (!rules)
      throw new Refusal('validation-failed', 'There are no such rules.', [
        { pointer: '/rules', code: 'rules', expected: [...ruleBooks.keys()].join(', ') },
      ]);
    const days = closedDays(data.from, data.to, Date.parse(context.occurredAt));
    const restated = await restate(this.store, { days, rules, dryRun: data.dryRun, context }, pace);
    const position = restated.position ?? (await this.store.head());
    return { id: context.commandId, revision: -1, ...data, ...restated, position };
  }
}
