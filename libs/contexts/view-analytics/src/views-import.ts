import { ViewsImportBegan, type ImportViews, type ViewsImportEvent } from '@stoa/contracts';
import { Refusal, forbidden, isAdmin, type Decider } from '@stoa/kernel';

/** One import of totals: which shards it writes to, and where each ended before. */
export type ViewsImport = ViewsImportEvent['data'] | null;
export type ViewsImportFacts = Pick<ViewsImportEvent['data'], 'shards'>;

/** A total is taken as it comes: what was counted elsewhere has no rule to break here. */
const decide = ({ data, context }: ImportViews, state: ViewsImport, { shards }: ViewsImportFacts): ViewsImportEvent[] => {
  if (!isAdmin(context.principal)) throw forbidden('Only an admin can import views.');
  const odd = data.counts.findIndex(({ questionId, answerId }) => answerId === questionId);
  if (odd >= 0)
    throw new Refusal('validation-failed', 'A question is not one of its answers.', [
      { pointer: `/counts/${odd}/answerId`, code: 'answer', expected: 'null for views of the question as a whole' },
    ]);
  const none = data.replace ? -1 : data.counts.findIndex(({ views }) => views === 0);
  if (none >= 0)
    throw new Refusal('validation-failed', 'A total that is added has at least one view.', [
      { pointer: `/counts/${none}/views`, code: 'too-small', expected: 'at least 1, or `replace`' },
    ]);
  return state || shards.length === 0 ? [] : [ViewsImportBegan({ importId: context.commandId, source: data.source, shards })];
};

export const viewsImportDecider: Decider<ViewsImport, ImportViews, ViewsImportEvent, ViewsImportFacts> = {
  initial: null,
  decide,
  evolve: (_before, { data }) => data,
};
