import { AnswerRated, AnswerRatingCleared } from '@stoa/contracts';
import { derivedId } from '@stoa/kernel';
import type { Story } from './story.ts';

/** Rates an answer, again or no more. */
export function rateAnswer(story: Story): void {
  const { random, one, answers, mentors, ratings, record, former } = story;
  const { id: answerId, question } = one(answers);
  // Some rate their own, which no command allows but a log may hold.
  const memberId = random() < 0.2 ? one(mentors).memberId : derivedId('rater', String(Math.floor(random() * 5)));
  const before = former(`${answerId}/${memberId}`);
  const value = one(['helpful', 'not-helpful'] as const);
  const key = { questionId: question.id, answerId, memberId };
  if (before && random() < 0.3) {
    ratings.delete(`${answerId}/${memberId}`);
    return record(AnswerRatingCleared({ ...key, former: before }));
  }
  ratings.set(`${answerId}/${memberId}`, { value, at: story.at });
  record(AnswerRated({ ...key, value, former: before }));
}
