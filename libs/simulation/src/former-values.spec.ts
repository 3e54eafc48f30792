import { MentorRegistered, QuestionAsked } from '@stoa/contracts';
import type { RecordedEvent } from '@stoa/kernel';
import { randomHistory } from './random-history.ts';

interface Data {
  questionId: string;
  answerId?: string;
  memberId: string;
  value?: string;
  former: { value: string; at: string } | null;
  topics: string[];
  acceptedAt: string;
}
type Event = RecordedEvent<string, Data>;

let history: Event[];
beforeAll(async () => (history = (await randomHistory(11, 2000)) as Event[]));

it('a rating names the one before it, and when that was set', () => {
  const live = new Map<string, { value: string; at: string }>();
  const ratings = history.filter(({ type }) => /Rated|RatingCleared/.test(type));
  expect(ratings.filter(({ data }) => data.former !== null).length).toBeGreaterThan(50);
  for (const { data, occurredAt } of ratings) {
    const key = `${data.answerId ?? data.questionId} ${data.memberId}`;
    expect(data.former).toEqual(live.get(key) ?? null);
    if (data.value === undefined) live.delete(key);
    else live.set(key, { value: data.value, at: occurredAt });
  }
});

it('an acceptance that ends names the answer and the time when it was given; a question has one at most', () => {
  const accepted = new Map<string, { answerId: string | undefined; at: string }>();
  let ended = 0;
  for (const { type, data, occurredAt } of history) {
    if (type === 'AnswerAccepted.v1') {
      expect(accepted.has(data.questionId)).toBe(false);
      accepted.set(data.questionId, { answerId: data.answerId, at: occurredAt });
    } else if (type === 'AnswerUnaccepted.v1') {
      expect({ answerId: data.answerId, at: data.acceptedAt }).toEqual(accepted.get(data.questionId));
      accepted.delete(data.questionId);
      ended++;
    }
  }
  expect(ended).toBeGreaterThan(10);
});

it('a retag names the topics before it', () => {
  const topics = new Map<string, string[]>();
  let retagged = 0;
  for (const { type, data } of history) {
    if (type === 'QuestionRetagged.v1') {
      expect(data.former).toEqual(topics.get(data.questionId));
      expect(data.topics).not.toEqual(data.former);
      retagged++;
    }
    if (type === QuestionAsked.type || type === 'QuestionRetagged.v1') topics.set(data.questionId, data.topics);
  }
  expect(retagged).toBeGreaterThan(10);
});

it('every topic that a question names was created before, once', () => {
  const created = new Set<string>();
  for (const { type, data } of history) {
    if (type === 'TopicCreated.v1') {
      const { topic } = data as unknown as { topic: string };
      expect(created.has(topic)).toBe(false);
      created.add(topic);
    }
    if (type === QuestionAsked.type || type === 'QuestionRetagged.v1')
      for (const topic of data.topics) expect(created).toContain(topic);
  }
});

it('slugs and handles are borne by one', () => {
  for (const [type, field] of [
    [QuestionAsked.type, 'slug'],
    [MentorRegistered.type, 'handle'],
  ] as const) {
    const names = history
      .filter((event) => event.type === type)
      .map(({ data }) => (data as unknown as Record<string, string>)[field]);
    expect(names.length).toBeGreaterThan(4);
    expect(new Set(names).size).toBe(names.length);
  }
});
