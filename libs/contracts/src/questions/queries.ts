import { query } from '@stoa/kernel';
import { z } from 'zod';
import { shownByline } from '../answers/queries.ts';
import { boardEntry } from '../mentors/queries.ts';
import {
  count,
  idOrName,
  pageOf,
  position,
  questionStatus,
  paging,
  sentDay,
  sentInstant,
  shownMarkdown,
  shownTopic,
} from '../results.ts';

const person = z.object({ id: z.uuid(), displayName: z.string() });
const ratings = z.object({ helpful: count, notHelpful: count });
const views = z.object({ total: count, imported: count });

export const questionResource = z.object({
  id: z.uuid(),
  slug: z.string(),
  title: z.string(),
  body: z.string(),
  asker: person,
  askedAt: sentInstant,
  topics: z.array(z.string()),
  status: questionStatus,
  closedBecause: z.string().nullable(),
  acceptedAnswerId: z.uuid().nullable(),
  revision: count,
});
export type QuestionResource = z.output<typeof questionResource>;

/** The question as a resource: what its stream says. Throws not-found, or gone when it is withdrawn. */
export class GetQuestion extends query('GetQuestion', z.strictObject({ idOrSlug: idOrName }), questionResource) {}

export const questionRevision = z.object({
  revision: count,
  at: sentInstant,
  by: z.uuid(),
  title: z.string(),
  body: z.string(),
  topics: z.array(z.string()),
});
export type QuestionRevision = z.output<typeof questionRevision>;
export const questionRevisions = pageOf(questionRevision);

/** What the question's title, body and topics were over time, oldest first. */
export class GetQuestionRevisions extends query(
  'GetQuestionRevisions',
  z.strictObject({ idOrSlug: idOrName, ...paging }),
  questionRevisions,
) {}

export const pageAnswerEntry = z.object({
  rank: count,
  id: z.uuid(),
  mentor: z.object({ id: z.uuid(), handle: z.string() }),
  byline: shownByline,
  publishedAt: sentInstant,
  day: sentDay,
  revisedAt: sentInstant.nullable(),
  body: shownMarkdown,
  views,
  ratings,
  accepted: z.boolean(),
});
export type PageAnswerEntry = z.output<typeof pageAnswerEntry>;

/** The JSON of a question page. */
export const questionPage = z.object({
  question: z.object({
    id: z.uuid(),
    slug: z.string(),
    title: z.string(),
    body: shownMarkdown,
    asker: person,
    askedAt: sentInstant,
    day: sentDay,
    topics: z.array(shownTopic),
    status: questionStatus,
    closedBecause: z.string().nullable(),
    ratings,
    views,
  }),
  formula: z.string().describe('The formula that ranks the answers.'),
  totalAnswers: count,
  answers: z.array(pageAnswerEntry).describe('The first of them: at most 30, and 512 KiB of bodies.'),
  next: z.string().nullable().describe('Cursor of the answers after these, in this order; null where these are all.'),
  topMentors: z.object({ formula: z.string(), topic: shownTopic.nullable(), mentors: z.array(boardEntry) }),
});
export type QuestionPage = z.output<typeof questionPage>;

export interface PageResult<B> {
  questionId: string;
  /** Strong entity tag, unquoted. */
  etag: string;
  /** Absent when the client holds this tag. */
  body?: B;
}

/** `after`: wait until the page has seen that position; `held`: entity tags that the client holds, unquoted. */
const pageRequest = z.strictObject({
  idOrSlug: idOrName,
  after: position.optional(),
  held: z.array(z.string()).readonly().optional(),
});
export type PageRequest = z.output<typeof pageRequest>;

/** The page as stored bytes, UTF-8 JSON of a `QuestionPage`: the question's document and the board beside it. */
export class GetQuestionPage extends query('GetQuestionPage', pageRequest, z.custom<PageResult<Uint8Array>>()) {}

/** The same page as an object, under the same tag. While the page stays as it is every result holds this object: nobody may change it. */
export class ShowQuestionPage extends query('ShowQuestionPage', pageRequest, z.custom<PageResult<QuestionPage>>()) {}

/** Answers of a question in ranked order: those after the ones that a page or an earlier part showed. */
export const answerList = pageOf(pageAnswerEntry).extend({
  question: z.object({ id: z.uuid(), slug: z.string(), title: z.string() }),
  total: count,
});
export type AnswerList = z.output<typeof answerList>;

/**
 * All answers of a question, part by part, in the order that they had when the first part was read: ratings meanwhile move none, so each is
 * shown once. Those published since are in no part, those withdrawn since are left out. Throws not-found, gone, or validation-failed for a cursor that is none.
 */
export class ListAnswers extends query(
  'ListAnswers',
  z.strictObject({
    idOrSlug: idOrName,
    limit: z.int().min(1).max(100),
    cursor: z.string().max(8000).optional(),
    after: position.optional(),
  }),
  answerList,
) {}

export const questionListItem = z.object({
  id: z.uuid(),
  slug: z.string(),
  title: z.string(),
  askedAt: sentInstant,
  asker: person,
  topics: z.array(z.string()),
  status: questionStatus,
  answers: count,
  accepted: z.boolean(),
});
export type QuestionListItem = z.output<typeof questionListItem>;
export const questionList = pageOf(questionListItem);
export type QuestionList = z.output<typeof questionList>;

/** Newest first. `cursor` is what an earlier page named as `next`. */
export class ListQuestions extends query(
  'ListQuestions',
  z.strictObject({ ...paging, after: position.optional() }),
  questionList,
) {}
