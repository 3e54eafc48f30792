import { ViewsImported, type ImportViews, type ViewsEvent } from '@stoa/contracts';
import { Refusal, forbidden, isAdmin, type Decider } from '@stoa/kernel';

/** One shard's part of an import. A total is taken as it comes: what was counted elsewhere has no rule to break here. */
const decide = ({ data, context }: ImportViews, _state: null, shard: number): ViewsEvent[] => {
  if (!isAdmin(context.principal)) throw forbidden('Only an admin can import views.');
  if (data.counts.some(({ questionId, answerId }) => answerId === questionId))
    throw new Refusal('validation-failed', 'A question is not one of its answers.', [
      { pointer: '/counts', code: 'answer', expected: 'null as answerId for views of the question as a whole' },
    ]);
  return [ViewsImported({ shard, ...data })];
};

export const importedViewsDecider: Decider<null, ImportViews, ViewsEvent, number> = { initial: null, decide, evolve: () => null };
