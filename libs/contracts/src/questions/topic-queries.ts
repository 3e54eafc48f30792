import { query } from '@stoa/kernel';
import { z } from 'zod';
import { count, pageOf, paging, position, shownTopic } from '../results.ts';
import { topicKey } from '../vocabulary.ts';

export const topicSorts = ['questions', 'name'] as const;

/** A topic with its questions and answers that are not withdrawn. */
export const topicSummary = shownTopic.extend({ questions: count, answers: count });
export type TopicSummary = z.output<typeof topicSummary>;
export const topicList = pageOf(topicSummary);
export type TopicList = z.output<typeof topicList>;

/** Topics that hold questions, the most questions first; or all of them, by key. `cursor` is what an earlier page named as `next`. */
export class ListTopics extends query(
  'ListTopics',
  z.strictObject({ ...paging, sort: z.enum(topicSorts), after: position.optional() }),
  topicList,
) {}

/** One topic by its key. Throws not-found for a key that was never used. */
export class GetTopic extends query('GetTopic', z.strictObject({ topic: topicKey, after: position.optional() }), topicSummary) {}
