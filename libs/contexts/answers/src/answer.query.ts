import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  GetAnswer,
  GetAnswerRevisions,
  answerStream,
  questionStream,
  AnswerPublished,
  AnswerReattributed,
  type AnswerEvent,
  type AnswerResource,
  type AnswerRevision,
} from '@stoa/contracts';
import {
  EVENT_STORE,
  fold,
  gone,
  known,
  notFound,
  readStream,
  revisionPage,
  type EventStore,
  type RecordedEvent,
  type RevisionPage,
} from '@stoa/kernel';
import { questionStatus } from './answer-facts.ts';
import { answerDecider, type Answer } from './answer.ts';

type Recorded = RecordedEvent & AnswerEvent;

/** The stream of an existing answer; refuses one that does not exist, that was withdrawn, or whose question was. */
async function eventsOf(store: EventStore, answerId: string): Promise<Recorded[]> {
  const events = (await readStream(store, answerStream(answerId))) as Recorded[];
  const answer = fold<Answer, AnswerEvent>(answerDecider, events);
  // What newer code did to it is unknown here, even whether it exists.
  if (answer.status === 'none') known(events);
  if (answer.status === 'none') throw notFound('answer');
  if (answer.status === 'withdrawn') throw gone('answer');
  if (questionStatus(await readStream(store, questionStream(answer.questionId))) === 'withdrawn') throw gone('question');
  return events;
}

@QueryHandler(GetAnswer)
export class GetAnswerHandler implements IQueryHandler<GetAnswer> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute({ answerId }: GetAnswer): Promise<AnswerResource> {
    const events = await eventsOf(this.store, answerId);
    const published = events[0];
    if (published?.type !== AnswerPublished.type) throw notFound('answer');
    const revised = events.findLast((event) => event.type === 'AnswerRevised.v1');
    const attributed = events.findLast((event) => event.type === AnswerReattributed.type);
    const { questionId, body } = published.data;
    const { mentorId, handle, byline } = (attributed ?? published).data;
    return {
      id: answerId,
      questionId,
      mentor: { id: mentorId, handle },
      byline,
      body: revised?.data.body ?? body,
      publishedAt: published.occurredAt,
      revisedAt: revised?.occurredAt ?? null,
      revision: events.length - 1,
    };
  }
}

@QueryHandler(GetAnswerRevisions)
export class GetAnswerRevisionsHandler implements IQueryHandler<GetAnswerRevisions> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute({ answerId, limit, cursor }: GetAnswerRevisions): Promise<RevisionPage<AnswerRevision>> {
    const revisions = (await eventsOf(this.store, answerId)).flatMap((event): AnswerRevision[] => {
      const { revision, occurredAt: at } = event;
      if (event.type === AnswerPublished.type) return [{ revision, at, by: event.data.memberId, body: event.data.body }];
      if (event.type === 'AnswerRevised.v1') return [{ revision, at, by: event.data.editorId, body: event.data.body }];
      return [];
    });
    return revisionPage(revisions, { limit, cursor });
  }
}
