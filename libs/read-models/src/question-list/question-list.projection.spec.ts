import { readModelScenario } from '@stoa/projections-engine/testing/read-model-scenario';
import {
  NOW,
  ada,
  answerAccepted,
  answerId,
  answerPublished,
  answerRestored,
  answerUnaccepted,
  answerWithdrawn,
  idOf,
  questionAsked,
  questionClosed,
  questionEdited,
  questionId,
  questionReattributed,
  questionReopened,
  questionRestored,
  questionRetagged,
  questionWithdrawn,
} from '@stoa/testing';
import { withGeneration } from '../testing/fold-in-partitions.ts';
import { questionList } from './question-list.projection.ts';

const { given } = readModelScenario(withGeneration, questionList);
const other = idOf('another answer');

it('a question is an entry, open and without answers', () =>
  given(questionAsked({ title: 'How?', topics: ['pricing'] })).thenRows({
    entry: [
      {
        id: questionId,
        title: 'How?',
        askerId: ada.memberId,
        askedAt: NOW,
        topics: ['pricing'],
        status: 'open',
        withdrawn: false,
        answers: 0,
        accepted: false,
      },
    ],
  }));

it('follows its title, topics and status', async () => {
  const changed = [questionAsked(), questionEdited({ title: 'How much?' }), questionRetagged({ topics: ['money'] })];
  await given(...changed, questionClosed()).thenRows({ entry: [{ title: 'How much?', topics: ['money'], status: 'closed' }] });
  await given(...changed, questionClosed(), questionReopened()).thenRows({ entry: [{ status: 'open' }] });
});

it('follows who asked', () => {
  const { askerId, askerDisplayName } = questionReattributed().data;
  return given(questionAsked(), questionReattributed()).thenRows({ entry: [{ askerId, askerDisplayName }] });
});

it('a withdrawn question stays as a row that no list shows, until it is restored', async () => {
  await given(questionAsked(), questionWithdrawn()).thenRows({ entry: [{ id: questionId, withdrawn: true }] });
  await given(questionAsked(), questionWithdrawn(), questionRestored()).thenRows({ entry: [{ withdrawn: false }] });
});

it('counts answers that are not withdrawn', async () => {
  const answered = [questionAsked(), answerPublished(), answerPublished({ answerId: other })];
  await given(...answered).thenRows({ entry: [{ answers: 2 }] });
  await given(...answered, answerWithdrawn()).thenRows({ entry: [{ answers: 1, withdrawnAnswers: [answerId] }] });
  await given(...answered, answerWithdrawn(), answerRestored()).thenRows({ entry: [{ answers: 2, withdrawnAnswers: [] }] });
});

it('is accepted while the accepted answer stands', async () => {
  const accepted = [questionAsked(), answerPublished(), answerAccepted()];
  await given(...accepted).thenRows({ entry: [{ acceptedAnswerId: answerId, accepted: true }] });
  await given(...accepted, answerWithdrawn()).thenRows({ entry: [{ acceptedAnswerId: answerId, accepted: false }] });
  await given(...accepted, answerWithdrawn(), answerRestored()).thenRows({ entry: [{ accepted: true }] });
  await given(...accepted, answerUnaccepted()).thenRows({ entry: [{ acceptedAnswerId: null, accepted: false }] });
});

it('an acceptance that comes after the withdrawal does not count', () =>
  given(questionAsked(), answerPublished(), answerWithdrawn(), answerAccepted()).thenRows({ entry: [{ accepted: false }] }));
