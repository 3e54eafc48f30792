import * as contracts from '@stoa/contracts';
import { commandBuilder, eventBuilder } from './building.ts';
import { NOW, ada, cleo, idOf, moderator } from './circumstances.ts';

export const questionId = idOf('question');
export const answerId = idOf('answer');
const question = { questionId };
const former = { value: 'helpful', at: NOW } as const;

export const questionAsked = eventBuilder(contracts.QuestionAsked, {
  ...question,
  slug: 'how-do-you-price-a-workshop',
  askerId: ada.memberId,
  askerDisplayName: 'Ada Lindqvist',
  title: 'How do you price a workshop?',
  body: 'For *small* groups.',
  topics: ['pricing'],
});
export const questionEdited = eventBuilder(contracts.QuestionEdited, {
  ...question,
  editorId: ada.memberId,
  askerId: ada.memberId,
  title: 'How do you price a one-day workshop?',
  body: 'For *small* groups.',
});
export const questionReattributed = eventBuilder(contracts.QuestionReattributed, {
  ...question,
  askerId: cleo.memberId,
  askerDisplayName: 'Cleo Marchetti',
  formerAskerId: ada.memberId,
});
export const questionRetagged = eventBuilder(contracts.QuestionRetagged, {
  ...question,
  topics: ['workshops'],
  former: ['pricing'],
});
export const questionClosed = eventBuilder(contracts.QuestionClosed, { ...question, reason: 'Asked before' });
export const questionReopened = eventBuilder(contracts.QuestionReopened, question);
export const answerAccepted = eventBuilder(contracts.AnswerAccepted, { ...question, answerId });
export const answerUnaccepted = eventBuilder(contracts.AnswerUnaccepted, { ...question, answerId, acceptedAt: NOW });
export const questionWithdrawn = eventBuilder(contracts.QuestionWithdrawn, { ...question, by: 'author' });
export const questionWithdrawalUpheld = eventBuilder(contracts.QuestionWithdrawalUpheld, question);
export const questionRestored = eventBuilder(contracts.QuestionRestored, question);
export const questionRated = eventBuilder(contracts.QuestionRated, {
  ...question,
  memberId: cleo.memberId,
  value: 'helpful',
  former: null,
});
export const questionRatingCleared = eventBuilder(contracts.QuestionRatingCleared, {
  ...question,
  memberId: cleo.memberId,
  former,
});
export const slugReserved = eventBuilder(contracts.SlugReserved, { ...question, slug: 'how-do-you-price-a-workshop' });
export const topicCreated = eventBuilder(contracts.TopicCreated, { topic: 'pricing', name: 'Pricing' });

export const askQuestion = commandBuilder(contracts.AskQuestion, {
  title: 'How do you price a workshop?',
  body: 'For *small* groups.',
  topics: ['Pricing'],
});
export const editQuestion = commandBuilder(contracts.EditQuestion, {
  ...question,
  title: 'How do you price a one-day workshop?',
});
export const retagQuestion = commandBuilder(contracts.RetagQuestion, { ...question, topics: ['Workshops'] });
export const closeQuestion = commandBuilder(contracts.CloseQuestion, { ...question, reason: 'Asked before' }, { by: moderator });
export const reopenQuestion = commandBuilder(contracts.ReopenQuestion, question, { by: moderator });
export const acceptAnswer = commandBuilder(contracts.AcceptAnswer, { ...question, answerId });
export const unacceptAnswer = commandBuilder(contracts.UnacceptAnswer, question);
export const withdrawQuestion = commandBuilder(contracts.WithdrawQuestion, question);
export const restoreQuestion = commandBuilder(contracts.RestoreQuestion, question);
export const rateQuestion = commandBuilder(contracts.RateQuestion, { ...question, rating: 'helpful' }, { by: cleo });
