import {
  answerStream,
  memberStream,
  mentorStream,
  questionStream,
  topicStream,
  AnswerPublished,
  MentorRegistered,
  QuestionAsked,
  type AnswerEvent,
  type MentorEvent,
  type QuestionEvent,
} from '@stoa/contracts';
import { known, type EventStore } from '@stoa/kernel';
import { LRUCache } from 'lru-cache';
import { inParallel } from './in-parallel.ts';

/** What the first event of a stream says for ever; an absent one is not there (yet). */
export interface Thing {
  /** Whose post it is. */
  readonly authorId?: string;
  /** Of an answer, the question under which it was born. */
  readonly questionId?: string;
  /** The slug of a question, the handle of a mentor. */
  readonly name?: string;
}

/** Far more than one batch names, so that what was loaded is there when it is used. */
const REMEMBERED = 200_000;
const AT_ONCE = 64;

/** Streams that are known to exist, with the data of their first events. These never change, so they are read once. */
export class KnownThings {
  private readonly things = new LRUCache<string, Thing>({ max: REMEMBERED });

  constructor(private readonly store: EventStore) {}

  get = (stream: string): Thing | undefined => this.things.get(stream);

  /** Looks up those that are not known yet. */
  async load(streams: Iterable<string>): Promise<void> {
    const wanted = [...new Set(streams)];
    const unknown = wanted.filter((stream) => !this.things.has(stream));
    await inParallel(unknown, AT_ONCE, async (stream) => {
      const [first] = known(await this.store.read(stream, { limit: 1 }));
      if (first) this.things.set(stream, thingOf(first as unknown as First));
    });
  }
}

type First = QuestionEvent | AnswerEvent | MentorEvent;
const thingOf = ({ type, data }: First): Thing => {
  if (type === QuestionAsked.type) return { authorId: data.askerId, name: data.slug };
  if (type === AnswerPublished.type) return { authorId: data.memberId, questionId: data.questionId };
  return type === MentorRegistered.type ? { name: data.handle } : {};
};

export const streams = { question: questionStream, answer: answerStream, mentor: mentorStream, member: memberStream, topic: topicStream }; // prettier-ignore
