import { QueryMessage, type Position } from '@stoa/kernel';
import { z } from 'zod';

export const topicSorts = ['questions', 'name'] as const;

/** A topic and how many questions and answers that are not withdrawn it holds. */
export const topicSummary = z.object({
  key: z.string(),
  name: z.string(),
  questions: z.number().int().nonnegative(),
  answers: z.number().int().nonnegative(),
});
export type TopicSummary = z.output<typeof topicSummary>;

export const topicListSchema = z.object({ items: z.array(topicSummary), next: z.string().nullable() });
export type TopicList = z.output<typeof topicListSchema>;

/** All topics by key, or those with questions, the most questions first. `cursor` is `next` of an earlier response. */
export class ListTopics extends QueryMessage<TopicList> {
  constructor(readonly options: { sort: (typeof topicSorts)[number]; limit: number; cursor?: string; after?: Position }) {
    super();
  }
}

/** One topic by its key. Throws not-found for a key that nobody used. */
export class GetTopic extends QueryMessage<TopicSummary> {
  constructor(
    readonly key: string,
    readonly after?: Position,
  ) {
    super();
  }
}
