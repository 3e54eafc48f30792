import { z } from 'zod';
import { count, position } from '../results.ts';
import { viewClasses } from './facts/view-fact.ts';

const former = count.describe('Before, of the days that were judged.');
const now = count.describe('As the rules have it.');

/** What restating changed, or would change. */
export const viewsRestatement = z.object({
  position,
  rules: z.string(),
  from: z.string(),
  to: z.string(),
  dryRun: z.boolean(),
  facts: count.describe('Facts of these days.'),
  changed: count.describe('Facts whose judgement changed.'),
  batches: count.describe('Batches that hold one.'),
  classes: z.array(z.object({ class: z.enum(viewClasses), former, now })),
  movers: z
    .array(z.object({ questionId: z.string(), answerId: z.string().nullable(), former, now }))
    .describe('What is counted otherwise, the biggest difference first; a question’s own views have no answer.'),
  next: z.string().nullable().describe('The first day that was not reached: send the command again from there. Null for none.'),
});
export type ViewsRestatement = z.output<typeof viewsRestatement>;
