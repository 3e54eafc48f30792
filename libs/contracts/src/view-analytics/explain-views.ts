import { query } from '@stoa/kernel';
import { z } from 'zod';
import { count, position } from '../results.ts';
import { uuid } from '../vocabulary.ts';
import { viewsFreshness } from './analytics-query.ts';
import { viewClasses, type ViewClass } from './facts/view-fact.ts';

/** Where an answer's number of views comes from. `total` is `counted` and `imported`. */
export const viewsExplained = z.object({
  answerId: z.uuid(),
  day: z.iso.date().nullable().describe('The day, UTC, that is explained; null for all of them.'),
  total: count,
  counted: count.describe('Views by humans.'),
  imported: count.describe('Totals that another system counted; they have no day.'),
  rules: z.string(),
  classes: z
    .object(Object.fromEntries(viewClasses.map((name) => [name, count])) as Record<ViewClass, typeof count>)
    .describe('How many facts fell in each class.'),
  bots: z.array(z.object({ name: z.string(), facts: count })).describe('The most frequent first.'),
  restated: count.describe('Facts that were judged again by later rules.'),
  freshness: viewsFreshness,
});
export type ViewsExplained = z.output<typeof viewsExplained>;

/** What an answer's views are made of. An answer that nobody looked at, or that does not exist, has none. */
export class ExplainViews extends query(
  'ExplainViews',
  z.strictObject({ answerId: uuid, day: z.iso.date().optional(), after: position.optional() }),
  viewsExplained,
) {}
