import { readFileSync, readdirSync } from 'node:fs';
import { answerDecider, answerRatingDecider } from '@stoa/answers';
import { checkedEvent, type StoaEvent } from '@stoa/contracts';
import { fold, type Decider, type DomainEvent } from '@stoa/kernel';
import { memberDecider } from '@stoa/members';
import { mentorDecider } from '@stoa/mentors';
import { questionDecider, questionRatingDecider } from '@stoa/questions';
import { streamOf } from '@stoa/event-store/testing/stores';
import { NOW, at } from '@stoa/testing';

const folder = new URL('../../contracts/golden/', import.meta.url);
const golden = readdirSync(folder).map((file) => {
  const { type, stored } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { type: string; stored: unknown };
  return checkedEvent({ type, data: stored }) as StoaEvent;
});
const byType = (type: string) => golden.find((event) => event.type === type) as StoaEvent;

type AnyDecider = Pick<Decider<object | null, never, DomainEvent, never>, 'initial' | 'evolve'>;
/** Which decider folds the streams of this kind, and what has to happen first there. */
const KINDS: Record<string, { decider: AnyDecider; first: string }> = {
  question: { decider: questionDecider as AnyDecider, first: 'QuestionAsked.v1' },
  answer: { decider: answerDecider as AnyDecider, first: 'AnswerPublished.v1' },
  mentor: { decider: mentorDecider as AnyDecider, first: 'MentorRegistered.v1' },
  member: { decider: memberDecider as AnyDecider, first: 'MemberRegistered.v1' },
};
const ratings: Record<string, AnyDecider> = {
  Answer: answerRatingDecider as AnyDecider,
  Question: questionRatingDecider as AnyDecider,
};
/** Reservations, topics and views are folded by no decider. */
const UNFOLDED = ['HandleReserved.v1', 'SlugReserved.v1', 'TopicCreated.v1', 'ViewsImported.v1', 'ViewsImportBegan.v1'];

const kindOf = (event: StoaEvent) => streamOf(event).split('-')[0] as string;
const folded = golden.filter(({ type }) => !UNFOLDED.includes(type));

it('every golden event is folded by some decider, but for reservations, topics and views', () => {
  expect(folded).toHaveLength(golden.length - UNFOLDED.length);
  for (const event of folded) expect(['question', 'answer', 'mentor', 'member', 'rating']).toContain(kindOf(event));
});

it.each(folded.filter((event) => kindOf(event) !== 'rating'))('$type leaves a state', (event) => {
  const { decider, first } = KINDS[kindOf(event)]!;
  const past = event.type === first ? [event] : [byType(first), event];
  const state = fold(
    decider,
    past.map((each) => at(NOW, each)),
  );
  expect(state).toMatchSnapshot();
});

it.each(folded.filter((event) => kindOf(event) === 'rating'))('$type leaves a rating or none', (event) => {
  const decider = ratings[event.type.startsWith('Answer') ? 'Answer' : 'Question'] as AnyDecider;
  const state = fold(decider, [at(NOW, event)]);
  expect(state).toEqual(event.type.includes('Cleared') ? null : { value: (event.data as { value: string }).value, at: NOW });
});
