import { QueryMessage, type RevisionPage } from '@stoa/kernel';
import type { Byline } from './events.ts';

/** The answer as a resource: what its stream says. Throws not-found, or gone when it or its question is withdrawn. */
export class GetAnswer extends QueryMessage<AnswerResource> {
  constructor(readonly answerId: string) {
    super();
  }
}
export interface AnswerResource {
  id: string;
  questionId: string;
  mentor: { id: string; handle: string };
  byline: Byline;
  body: string;
  publishedAt: string;
  revisedAt: string | null;
  revision: number;
}

/** What the answer's body was over time, oldest first. `cursor` is what an earlier answer named as `next`. */
export class GetAnswerRevisions extends QueryMessage<RevisionPage<AnswerRevision>> {
  constructor(
    readonly answerId: string,
    readonly options: { limit: number; cursor?: string },
  ) {
    super();
  }
}
export interface AnswerRevision {
  revision: number;
  at: string;
  by: string;
  body: string;
}
