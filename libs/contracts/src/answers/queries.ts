import { query } from '@stoa/kernel';
import { z } from 'zod';
import { count, pageOf, paging, sentInstant } from '../results.ts';
import { uuid } from '../vocabulary.ts';

/** Who a mentor was at the time of an answer. */
export const shownByline = z.object({
  displayName: z.string(),
  title: z.string(),
  company: z.string(),
  yearsOfExperience: count.nullable(),
});
export const answerResource = z.object({
  id: z.uuid(),
  questionId: z.uuid(),
  mentor: z.object({ id: z.uuid(), handle: z.string() }),
  byline: shownByline,
  body: z.string(),
  publishedAt: sentInstant,
  revisedAt: sentInstant.nullable(),
  revision: count,
});
export type AnswerResource = z.output<typeof answerResource>;

/** The answer as a resource: what its stream says. Throws not-found, or gone when it or its question is withdrawn. */
export class GetAnswer extends query('GetAnswer', z.strictObject({ answerId: uuid }), answerResource) {}

export const answerRevision = z.object({ revision: count, at: sentInstant, by: z.uuid(), body: z.string() });
export type AnswerRevision = z.output<typeof answerRevision>;
export const answerRevisions = pageOf(answerRevision);

/** What the answer's body was over time, oldest first. */
export class GetAnswerRevisions extends query(
  'GetAnswerRevisions',
  z.strictObject({ answerId: uuid, ...paging }),
  answerRevisions,
) {}
