import { checkedEvent, type ClassifiedFact, type RatingValue } from '@stoa/contracts';
import { derivedId, type DomainEvent, type RecordedEvent } from '@stoa/kernel';
import { seeded } from './seeded.ts';

export const TOPICS = ['event-sourcing', 'writing', 'user-research', 'careers'];
const MENTORS = 6;

export interface Question {
  id: string;
  topics: string[];
  closed: boolean;
  withdrawn: boolean;
  accepted: { answerId: string; at: string } | null;
}
export interface Answer {
  id: string;
  mentorId: string;
  question: Question;
  withdrawn: boolean;
}
type Rating = { value: RatingValue; at: string };

/** What has happened so far in a random log, and the chance that says what comes next. */
export function emptyStory(seed: number) {
  const random = seeded(seed);
  const one = <V>(from: readonly V[]): V => from[Math.floor(random() * from.length)] as V;
  const id = () => derivedId('random', String(seed), String(events.length));
  const subset = () => TOPICS.filter(() => random() < 0.4);
  const events: RecordedEvent[] = [];
  const questions: Question[] = [];
  const answers: Answer[] = [];
  const ratings = new Map<string, Rating>();
  const tokens: { memberId: string; tokenId: string }[] = [];
  const mentors = Array.from({ length: MENTORS }, (_, index) => ({
    mentorId: derivedId('m', String(index)),
    memberId: derivedId('u', String(index)),
  }));
  const record = (event: DomainEvent) => {
    const position = String(events.length + 1).padStart(16, '0');
    const meta = { commandId: position, bodyHash: '', occurredAt: story.at, correlationId: '' };
    events.push({
      ...checkedEvent(event),
      id: position,
      stream: `s-${position}`,
      revision: 0,
      position,
      occurredAt: story.at,
      recordedAt: story.at,
      meta,
    });
  };
  const slugOf = (questionId: string) => `q-${questionId.slice(0, 13)}`;
  const batches: { shard: number; facts: ClassifiedFact[] }[] = [];
  const former = (key: string) => ratings.get(key) ?? null;
  const profile = () => ({
    displayName: `Mentor ${Math.floor(random() * 99)}`,
    title: one(['', 'Editor']),
    company: one(['', 'Kettle & Co']),
    yearsOfExperience: one([null, 0, 12]),
    bio: '',
    links: [],
  });

  const story = {
    seed,
    at: '',
    random,
    one,
    id,
    subset,
    events,
    questions,
    answers,
    ratings,
    tokens,
    mentors,
    record,
    slugOf,
    batches,
    former,
    profile,
  };
  return story;
}
export type Story = ReturnType<typeof emptyStory>;
