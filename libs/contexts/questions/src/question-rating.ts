import {
  QuestionRated,
  QuestionRatingCleared,
  type FormerRating,
  type QuestionRatingEvent,
  type RateQuestion,
} from '@stoa/contracts';
import { Refusal, gone, notFound, type Decider } from '@stoa/kernel';
import type { Question } from './question.ts';

/** A member's live rating of a question, or none. */
export type QuestionRating = FormerRating | null;

const evolve = (_rating: QuestionRating, event: QuestionRatingEvent, at: string): QuestionRating =>
  event.type === 'QuestionRated.v1' ? { value: event.data.value, at } : null;

const decide = (
  { data: { questionId, rating }, context }: RateQuestion,
  former: QuestionRating,
  question: Question,
): QuestionRatingEvent[] => {
  if (question.status === 'none') throw notFound('question');
  if (question.status === 'withdrawn') throw gone('question');
  const { memberId } = context.principal;
  if (question.askerId === memberId) throw new Refusal('own-content', 'Nobody rates their own question.');
  if (rating === 'clear') return former ? [QuestionRatingCleared({ questionId, memberId, former })] : [];
  return former?.value === rating ? [] : [QuestionRated({ questionId, memberId, value: rating, former })];
};

export const questionRatingDecider: Decider<QuestionRating, RateQuestion, QuestionRatingEvent, Question> = {
  initial: null,
  lastEventTells: true,
  decide,
  evolve,
};
