import { GetQuestionPage } from '@stoa/contracts';
import type { ReadModels } from '@stoa/kernel';
import { readModelScenario } from '@stoa/projections-engine/testing/read-model-scenario';
import { answerPublished, mentorRegistered, questionAsked, questionId, questionWithdrawn, topicCreated } from '@stoa/testing';
import { mentorLeaderboard } from '../mentor-leaderboard/mentor-leaderboard.projection.ts';
import { withGeneration } from '../testing/fold-in-partitions.ts';
import { questionPage } from './question-page.projection.ts';
import { GetQuestionPageHandler } from './question-page.query.ts';

const { given } = readModelScenario(withGeneration, questionPage, mentorLeaderboard);
const past = [topicCreated(), mentorRegistered(), questionAsked(), answerPublished()];
const get =
  (idOrSlug: string, held: string[] = []) =>
  (readModels: ReadModels) =>
    new GetQuestionPageHandler(readModels).execute(new GetQuestionPage({ idOrSlug, held }));
const parsed = (idOrSlug: string) => async (readModels: ReadModels) => {
  const { body } = await get(idOrSlug)(readModels);
  return JSON.parse(Buffer.from(body!).toString('utf8')) as unknown;
};
const whole = {
  question: { id: questionId },
  answers: [{ rank: 1 }],
  topMentors: { topic: { key: 'pricing' }, mentors: [{ mentor: { handle: 'ben' } }] },
};

it('puts the question’s half and the board beside it together', () =>
  given(...past)
    .when(parsed(questionId))
    .thenResult(whole));

it('finds it by its slug', () =>
  given(...past)
    .when(parsed('how-do-you-price-a-workshop'))
    .thenResult(whole));

it('sends no body to who holds it', async () => {
  let etag = '';
  await given(...past)
    .when(async (readModels) => ({ etag } = await get(questionId)(readModels)))
    .thenResult({});
  await given(...past)
    .when(get(questionId, [etag]))
    .thenResult({ etag, body: undefined });
});

it('knows no page of what was never asked', () =>
  given(...past)
    .when(get('never-asked'))
    .thenFails('not-found'));

it('says that a withdrawn question’s page is gone', () =>
  given(...past, questionWithdrawn())
    .when(get(questionId))
    .thenFails('gone'));
