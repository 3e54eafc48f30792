import * as contracts from '@stoa/contracts';
import { commandBuilder, eventBuilder } from './building.ts';
import { NOW, ben, cleo } from './circumstances.ts';
import { answerId, questionId } from './questions.ts';

const answer = { questionId, answerId };
const former = { value: 'helpful', at: NOW } as const;
export const byline = { displayName: 'Ben Okafor', title: 'Facilitator', company: 'Kettle & Co', yearsOfExperience: 12 };

export const answerPublished = eventBuilder(contracts.AnswerPublished, {
  ...answer,
  mentorId: contracts.mentorIdOf(ben.memberId),
  memberId: ben.memberId,
  handle: 'ben',
  byline,
  body: 'By the day, never by the head.',
});
export const answerRevised = eventBuilder(contracts.AnswerRevised, {
  ...answer,
  editorId: ben.memberId,
  memberId: ben.memberId,
  body: 'By the day.',
});
export const answerReattributed = eventBuilder(contracts.AnswerReattributed, {
  ...answer,
  mentorId: contracts.mentorIdOf(cleo.memberId),
  memberId: cleo.memberId,
  handle: 'cleo',
  byline: { ...byline, displayName: 'Cleo Marchetti' },
  formerMentorId: contracts.mentorIdOf(ben.memberId),
});
export const answerWithdrawn = eventBuilder(contracts.AnswerWithdrawn, { ...answer, by: 'author' });
export const answerWithdrawalUpheld = eventBuilder(contracts.AnswerWithdrawalUpheld, answer);
export const answerRestored = eventBuilder(contracts.AnswerRestored, answer);
export const answerPlacesTaken = eventBuilder(contracts.AnswerPlacesTaken, {
  questionId,
  memberId: ben.memberId,
  answers: [answerId],
});
export const answerRated = eventBuilder(contracts.AnswerRated, {
  ...answer,
  memberId: cleo.memberId,
  value: 'helpful',
  former: null,
});
export const answerRatingCleared = eventBuilder(contracts.AnswerRatingCleared, { ...answer, memberId: cleo.memberId, former });

export const answerQuestion = commandBuilder(
  contracts.AnswerQuestion,
  { questionId, body: 'By the day, never by the head.' },
  { by: ben },
);
export const reviseAnswer = commandBuilder(contracts.ReviseAnswer, { answerId, body: 'By the day.' }, { by: ben });
export const withdrawAnswer = commandBuilder(contracts.WithdrawAnswer, { answerId }, { by: ben });
export const restoreAnswer = commandBuilder(contracts.RestoreAnswer, { answerId }, { by: ben });
export const rateAnswer = commandBuilder(contracts.RateAnswer, { answerId, rating: 'helpful' }, { by: cleo });
