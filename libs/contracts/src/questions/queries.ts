import { QueryMessage, type Position, type RevisionPage } from '@stoa/kernel';
import type { BoardEntry } from '../mentors/queries.ts';

/** The question as a resource: what its stream says. Throws not-found, or gone when it is withdrawn. */
export class GetQuestion extends QueryMessage<QuestionResource> {
  constructor(readonly idOrSlug: string) {
    super();
  }
}
export interface QuestionResource {
  id: string;
  slug: string;
  title: string;
  body: string;
  asker: { id: string; name: string };
  askedAt: string;
  topics: string[];
  status: 'open' | 'closed';
  closedBecause: string | null;
  acceptedAnswerId: string | null;
  revision: number;
}

/** What the question's title, body and topics were over time, oldest first. `cursor` is what an earlier answer named as `next`. */
export class GetQuestionRevisions extends QueryMessage<RevisionPage<QuestionRevision>> {
  constructor(
    readonly idOrSlug: string,
    readonly options: { limit: number; cursor?: string },
  ) {
    super();
  }
}
export interface QuestionRevision {
  revision: number;
  at: string;
  by: string;
  title: string;
  body: string;
  topics: string[];
}

/** The page as stored bytes: the question's document and the board beside it. `after`: wait until the page has seen that position. */
export class GetQuestionPage extends QueryMessage<PageAnswer> {
  constructor(
    readonly idOrSlug: string,
    readonly options: { after?: Position; /** Entity tags that the client holds, unquoted. */ held?: readonly string[] } = {},
  ) {
    super();
  }
}
export interface PageAnswer {
  /** Strong entity tag, unquoted. */
  etag: string;
  /** UTF-8 JSON of a `QuestionPage`; absent when the client holds this tag. */
  body?: Uint8Array;
}

/** The JSON of a question page. */
export interface QuestionPage {
  question: {
    id: string;
    slug: string;
    title: string;
    body: { markdown: string; html: string };
    asker: { id: string; name: string };
    askedAt: string;
    day: string;
    topics: { key: string; name: string }[];
    status: 'open' | 'closed';
    closedBecause: string | null;
    ratings: { helpful: number; notHelpful: number };
    views: { total: number; imported: number };
  };
  formula: string;
  answers: PageAnswerEntry[];
  topMentors: { formula: string; topic: { key: string; name: string } | null; mentors: BoardEntry[] };
}
export interface PageAnswerEntry {
  rank: number;
  id: string;
  mentor: { id: string; handle: string };
  byline: { name: string; title: string; company: string };
  publishedAt: string;
  day: string;
  revisedAt: string | null;
  body: { markdown: string; html: string };
  views: { total: number; imported: number };
  ratings: { helpful: number; notHelpful: number };
  accepted: boolean;
}

/** Newest first. `cursor` is what an earlier answer named as `next`. */
export class ListQuestions extends QueryMessage<QuestionList> {
  constructor(readonly options: { limit: number; cursor?: string; after?: Position }) {
    super();
  }
}
export interface QuestionList {
  items: QuestionListItem[];
  next: string | null;
}
export interface QuestionListItem {
  id: string;
  slug: string;
  title: string;
  askedAt: string;
  asker: { id: string; name: string };
  topics: string[];
  status: 'open' | 'closed';
  answers: number;
  accepted: boolean;
}
