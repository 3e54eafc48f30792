import { AnswerRated, AnswerRatingCleared, type AnswerRatingEvent, type FormerRating, type RateAnswer } from '@stoa/contracts';
import { Refusal, gone, notFound, type Decider } from '@stoa/kernel';
import type { Answer, AnswerFacts } from './answer.ts';

/** A member's live rating of an answer, or none. */
export type AnswerRating = FormerRating | null;

/** What rating looks up: the answer, and whether its question still stands. */
export interface RatedAnswer {
  answer: Answer;
  question: NonNullable<AnswerFacts['question']>;
}

const evolve = (_rating: AnswerRating, event: AnswerRatingEvent, at: string): AnswerRating =>
  event.type === 'AnswerRated.v1' ? { value: event.data.value, at } : null;

const decide = (
  { data: { answerId, rating }, context }: RateAnswer,
  former: AnswerRating,
  { answer, question }: RatedAnswer,
): AnswerRatingEvent[] => {
  if (answer.status === 'none') throw notFound('answer');
  if (answer.status === 'withdrawn') throw gone('answer');
  if (question === 'withdrawn') throw gone('question');
  const { memberId } = context.principal;
  if (answer.memberId === memberId) throw new Refusal('own-content', 'Nobody rates their own answer.');
  const { questionId } = answer;
  if (rating === 'clear') return former ? [AnswerRatingCleared({ questionId, answerId, memberId, former })] : [];
  return former?.value === rating ? [] : [AnswerRated({ questionId, answerId, memberId, value: rating, former })];
};

export const answerRatingDecider: Decider<AnswerRating, RateAnswer, AnswerRatingEvent, RatedAnswer> = {
  initial: null,
  lastEventTells: true,
  decide,
  evolve,
};
