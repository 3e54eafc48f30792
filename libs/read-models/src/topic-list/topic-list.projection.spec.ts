import { readModelScenario } from '@stoa/projections-engine/testing/read-model-scenario';
import {
  answerPublished,
  answerRestored,
  answerWithdrawn,
  questionAsked,
  questionId,
  questionRestored,
  questionRetagged,
  questionWithdrawn,
  topicCreated,
} from '@stoa/testing';
import { withGeneration } from '../testing/fold-in-partitions.ts';
import { topicList } from './topic-list.projection.ts';

const { given } = readModelScenario(withGeneration, topicList);
const asked = questionAsked({ topics: ['pricing', 'workshops'] });

it('a topic has a name before anything is asked about it', () =>
  given(topicCreated()).thenRows({ topic: [{ key: 'pricing', name: 'Pricing' }], question: [], count: [] }));

it('counts a question and its answers under each of its topics', () =>
  given(asked, answerPublished()).thenRows({
    question: [{ id: questionId, topics: ['pricing', 'workshops'], answers: 1 }],
    count: [
      { topic: 'pricing', questions: 1, answers: 1 },
      { topic: 'workshops', questions: 1, answers: 1 },
    ],
  }));

it('moves both where the question is retagged', () =>
  given(asked, answerPublished(), questionRetagged({ topics: ['money'], former: ['pricing', 'workshops'] })).thenRows({
    count: [{ topic: 'money', questions: 1, answers: 1 }],
  }));

it('leaves withdrawn answers out, and questions with all of theirs', async () => {
  const one = questionAsked({ topics: ['pricing'] });
  await given(one, answerPublished(), answerWithdrawn()).thenRows({ count: [{ questions: 1, answers: 0 }] });
  await given(one, answerPublished(), answerWithdrawn(), answerRestored()).thenRows({ count: [{ answers: 1 }] });
  await given(one, answerPublished(), questionWithdrawn()).thenRows({ count: [] });
  await given(one, answerPublished(), questionWithdrawn(), questionRestored()).thenRows({
    count: [{ questions: 1, answers: 1 }],
  });
});
