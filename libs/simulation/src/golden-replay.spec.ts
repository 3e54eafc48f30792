import { readFileSync, readdirSync } from 'node:fs';
import { answerDecider, answerRatingDecider } from '@stoa/answers';
import { AnswerPublished, MentorRegistered, QuestionAsked, ViewsImported, decodeStored, type StoaEvent } from '@stoa/contracts';
import { fold, type Decider, type DomainEvent } from '@stoa/kernel';
import { memberDecider } from '@stoa/members';
import { mentorDecider } from '@stoa/mentors';
import { questionDecider, questionRatingDecider } from '@stoa/questions';
import { streamOf } from '@stoa/event-store/testing/stores';
import { NOW, at } from '@stoa/testing';

const folder = new URL('../../contracts/golden/', import.meta.url);
const golden = readdirSync(folder).map((file) => {
  const { type, stored } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { type: string; stored: unknown };
  return { version: type, event: decodeStored(type, stored) as StoaEvent };
});
const byType = (type: string) => golden.find(({ version }) => version === type)!.event;

type AnyDecider = Pick<Decider<object | null, never, DomainEvent, never>, 'initial' | 'evolve'>;
/** Which decider folds the streams of this kind, and what has to happen first there. */
const KINDS: Record<string, { decider: AnyDecider; first: string }> = {
  question: { decider: questionDecider as AnyDecider, first: QuestionAsked.type },
  answer: { decider: answerDecider as AnyDecider, first: AnswerPublished.type },
  mentor: { decider: mentorDecider as AnyDecider, first: MentorRegistered.type },
  member: { decider: memberDecider as AnyDecider, first: 'MemberRegistered.v2' },
};
const ratings: Record<string, AnyDecider> = {
  Answer: answerRatingDecider as AnyDecider,
  Question: questionRatingDecider as AnyDecider,
};
/** Reservations, topics and views are folded by no decider. */
const UNFOLDED = [
  'AnswerPlacesTaken.v1',
  'HandleReserved.v1',
  'SlugReserved.v1',
  'TopicCreated.v1',
  ViewsImported.type,
  'ViewsImportBegan.v1',
  'ViewsRecorded.v1',
  'ViewsRestated.v1',
  'ViewsTakenBack.v1',
];

const kindOf = (event: StoaEvent) => streamOf(event).split('-')[0] as string;
const folded = golden.filter(({ event }) => !UNFOLDED.includes(event.type));
const isRating = ({ event }: { event: StoaEvent }) => kindOf(event) === 'rating';

it('every golden event is folded by some decider, but for reservations, topics and views', () => {
  const left = golden.filter(({ event }) => UNFOLDED.includes(event.type));
  expect(new Set(left.map(({ event }) => event.type)).size).toBe(UNFOLDED.length);
  for (const { event } of folded) expect(['question', 'answer', 'mentor', 'member', 'rating']).toContain(kindOf(event));
});

it.each(folded.filter((one) => !isRating(one)))('$version leaves a state', ({ event }) => {
  const { decider, first } = KINDS[kindOf(event)]!;
  const past = event.type === first ? [event] : [byType(first), event];
  const state = fold(
    decider,
    past.map((each) => at(NOW, each)),
  );
  expect(state).toMatchSnapshot();
});

it.each(folded.filter(isRating))('$version leaves a rating or none', ({ event }) => {
  const decider = ratings[event.type.startsWith('Answer') ? 'Answer' : 'Question'] as AnyDecider;
  const state = fold(decider, [at(NOW, event)]);
  expect(state).toEqual(event.type.includes('Cleared') ? null : { value: (event.data as { value: string }).value, at: NOW });
});
