import {
  answerPlacesStream,
  answerStream,
  handleStream,
  memberStream,
  mentorStream,
  questionStream,
  ratingStream,
  slugStream,
  topicStream,
  viewsImportStream,
  viewsRecordedStream,
  viewsStream,
  AnswerPublished,
  AnswerWithdrawn,
  MentorRegistered,
  MemberRegistered,
  MemberRolesChanged,
  MentorProfileChanged,
  MentorUnverified,
  MentorVerified,
  ViewsImported,
  ViewsTakenBack,
  type StoaEvent,
} from '@stoa/contracts';
import { MemoryEventStore } from '../memory/memory-event-store.ts';
import { derivedId, readStream, type CopyTarget, type EventStore, type NewEvent, type RecordedEvent } from '@stoa/kernel';
import { NOW } from '@stoa/testing';

/** The stream in which an event is kept. */
export function streamOf({ type, data }: StoaEvent): string {
  switch (type) {
    case 'SlugReserved.v1':
      return slugStream(data.slug);
    case 'TopicCreated.v1':
      return topicStream(data.topic);
    case 'HandleReserved.v1':
      return handleStream(data.handle);
    case 'ViewsRecorded.v1':
    case 'ViewsRestated.v1':
      return viewsRecordedStream(data.shard);
    case ViewsTakenBack.type:
    case ViewsImported.type:
      return viewsStream(data.shard);
    case 'ViewsImportBegan.v1':
      return viewsImportStream(data.importId);
    case MemberRegistered.type:
    case 'MemberRenamed.v1':
    case MemberRolesChanged.type:
    case 'MemberSuspended.v1':
    case 'MemberReinstated.v1':
    case 'TokenIssued.v1':
    case 'TokenRevoked.v1':
      return memberStream(data.memberId);
    case MentorRegistered.type:
    case MentorProfileChanged.type:
    case 'ExpertiseAdded.v1':
    case 'ExpertiseDropped.v1':
    case MentorVerified.type:
    case MentorUnverified.type:
      return mentorStream(data.mentorId);
    case AnswerPublished.type:
    case 'AnswerRevised.v1':
    case 'AnswerReattributed.v1':
    case AnswerWithdrawn.type:
    case 'AnswerWithdrawalUpheld.v1':
    case 'AnswerRestored.v1':
      return answerStream(data.answerId);
    case 'AnswerPlacesTaken.v1':
      return answerPlacesStream(data.questionId, data.memberId);
    case 'AnswerRated.v1':
    case 'AnswerRatingCleared.v1':
      return ratingStream(data.answerId, data.memberId);
    case 'QuestionRated.v1':
    case 'QuestionRatingCleared.v1':
      return ratingStream(data.questionId, data.memberId);
    default:
      return questionStream(data.questionId);
  }
}

/** A store in memory in which these events happened, in this order, each in its own stream. */
export async function storeWith(...past: StoaEvent[]): Promise<EventStore & CopyTarget> {
  const store = new MemoryEventStore();
  for (const [index, event] of past.entries()) {
    const stream = streamOf(event);
    const commandId = derivedId('past', String(index));
    const meta = { commandId, bodyHash: '', occurredAt: NOW, correlationId: 'test' };
    const written: NewEvent = { ...event, id: derivedId(commandId, '0'), meta };
    const { length } = await readStream(store, stream);
    await store.append(stream, [written], length === 0 ? 'no-stream' : length - 1);
  }
  return store;
}

/** Everything that a store holds, in order. */
export async function everything(store: EventStore): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const batch of store.readAll('')) events.push(...batch);
  return events;
}

/** Names of the events in a stream. */
export const typesIn = async (store: EventStore, stream: string): Promise<string[]> =>
  (await readStream(store, stream)).map(({ type }) => type);

/** The same store to a process that dies right before its first append to a stream of this kind. */
export function dyingBefore(store: EventStore, prefix: string): EventStore {
  let alive = true;
  const append: EventStore['append'] = async (stream, events, expected) => {
    if (stream.startsWith(prefix)) alive = false;
    if (!alive) throw new Error('The process died');
    return store.append(stream, events, expected);
  };
  return Object.assign(Object.create(store) as EventStore, {
    append,
    read: store.read.bind(store),
    readLast: store.readLast.bind(store),
  });
}
