import { query } from '@stoa/kernel';
import { z } from 'zod';
import { uuid } from '../vocabulary.ts';

export const viewTargets = z.object({
  questionId: z.uuid(),
  slug: z.string(),
  askerId: z.uuid(),
  topics: z.array(z.string()),
  answers: z.array(z.object({ answerId: z.uuid(), mentorId: z.uuid(), company: z.string() })),
});
export type ViewTargets = z.output<typeof viewTargets>;

/** What can be looked at on a question's page, as it is now. Null where there is no such page. `answerIds`: those that are asked for; what was remembered without one of them is read again. */
export class FindViewTargets extends query(
  'FindViewTargets',
  z.strictObject({ questionId: uuid, answerIds: z.array(uuid).max(64) }),
  viewTargets.nullable(),
) {}
