import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  GetQuestion,
  GetQuestionRevisions,
  questionStream,
  slugStream,
  QuestionAsked,
  QuestionReattributed,
  type QuestionEvent,
  type QuestionResource,
  type QuestionRevision,
  type SlugEvent,
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
import { questionDecider, type Question } from './question.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
type Recorded = RecordedEvent & QuestionEvent;

/** The stream of an existing question, by id or slug; refuses one that does not exist or was withdrawn. */
async function eventsOf(
  store: EventStore,
  idOrSlug: string,
): Promise<{ events: Recorded[]; question: Exclude<Question, { status: 'none' }> }> {
  const id = UUID.test(idOrSlug) ? idOrSlug : await idOfSlug(store, idOrSlug);
  const events = (id ? await readStream(store, questionStream(id)) : []) as Recorded[];
  const question = fold<Question, QuestionEvent>(questionDecider, events);
  // What newer code did to it is unknown here, even whether it exists.
  if (question.status === 'none') known(events);
  if (question.status === 'none') throw notFound('question');
  if (question.status === 'withdrawn') throw gone('question');
  return { events, question };
}

async function idOfSlug(store: EventStore, slug: string): Promise<string | undefined> {
  const [last] = known(await store.readLast(slugStream(slug), 1));
  return last && (last as unknown as SlugEvent).data.questionId;
}

@QueryHandler(GetQuestion)
export class GetQuestionHandler implements IQueryHandler<GetQuestion> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute({ idOrSlug }: GetQuestion): Promise<QuestionResource> {
    const { events, question } = await eventsOf(this.store, idOrSlug);
    const asked = events[0];
    if (asked?.type !== QuestionAsked.type) throw notFound('question');
    const attributed = events.findLast((event) => event.type === QuestionReattributed.type);
    const { questionId, askerId, title, body, topics, closedBecause, accepted } = question;
    return {
      id: questionId,
      slug: asked.data.slug,
      title,
      body,
      asker: { id: askerId, displayName: (attributed ?? asked).data.askerDisplayName },
      askedAt: asked.occurredAt,
      topics,
      status: closedBecause === null ? 'open' : 'closed',
      closedBecause,
      acceptedAnswerId: accepted?.answerId ?? null,
      revision: events.length - 1,
    };
  }
}

@QueryHandler(GetQuestionRevisions)
export class GetQuestionRevisionsHandler implements IQueryHandler<GetQuestionRevisions> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute({ idOrSlug, limit, cursor }: GetQuestionRevisions): Promise<RevisionPage<QuestionRevision>> {
    const { events } = await eventsOf(this.store, idOrSlug);
    const revisions: QuestionRevision[] = [];
    for (const event of events) {
      const { revision, occurredAt: at } = event;
      const before = revisions.at(-1);
      if (event.type === QuestionAsked.type) {
        const { askerId: by, title, body, topics } = event.data;
        revisions.push({ revision, at, by, title, body, topics });
      } else if (event.type === 'QuestionEdited.v1' && before) {
        const { editorId: by, title, body } = event.data;
        revisions.push({ ...before, revision, at, by, title, body });
      } else if (event.type === 'QuestionRetagged.v1' && before) {
        revisions.push({ ...before, revision, at, by: event.meta.principal ?? before.by, topics: event.data.topics });
      }
    }
    return revisionPage(revisions, { limit, cursor });
  }
}
