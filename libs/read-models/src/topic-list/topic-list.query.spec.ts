import { GetTopic, ListTopics } from '@stoa/contracts';
import type { ReadModels } from '@stoa/kernel';
import { readModelScenario } from '@stoa/projections-engine/testing/read-model-scenario';
import { answerPublished, idOf, questionAsked, topicCreated } from '@stoa/testing';
import { withGeneration } from '../testing/fold-in-partitions.ts';
import { topicList } from './topic-list.projection.ts';
import { GetTopicHandler, ListTopicsHandler } from './topic-list.query.ts';

const { given } = readModelScenario(withGeneration, topicList);
const topic = (name: string) => topicCreated({ topic: name.toLowerCase(), name });
const asked = (name: string, ...topics: string[]) => questionAsked({ questionId: idOf(name), slug: name, topics });
const past = [
  topic('Careers'),
  topic('Pricing'),
  topic('Writing'),
  asked('one', 'pricing'),
  asked('two', 'pricing', 'writing'),
  answerPublished({ questionId: idOf('two') }),
];

type Sort = ConstructorParameters<typeof ListTopics>[0]['sort'];
const list =
  (sort: Sort, limit = 10, cursor?: string) =>
  (readModels: ReadModels) =>
    new ListTopicsHandler(readModels).execute(new ListTopics({ sort, limit, ...(cursor === undefined ? {} : { cursor }) }));
const get = (key: string) => (readModels: ReadModels) => new GetTopicHandler(readModels).execute(new GetTopic({ topic: key }));

it('lists all topics by name', () =>
  given(...past)
    .when(list('name'))
    .thenResult({
      items: [{ name: 'Careers', questions: 0 }, { name: 'Pricing', questions: 2 }, { name: 'Writing' }],
      next: null,
    }));

it('lists those with questions by their number, the largest first', () =>
  given(...past)
    .when(list('questions'))
    .thenResult({
      items: [
        { key: 'pricing', questions: 2, answers: 1 },
        { key: 'writing', questions: 1, answers: 1 },
      ],
      next: null,
    }));

it.each(['name', 'questions'] as const)('goes on after the last topic seen, by %s', async (sort) => {
  let next: string | null = null;
  await given(...past)
    .when(async (readModels) => ({ next } = await list(sort, 1)(readModels)))
    .thenResult({ items: [{ name: sort === 'name' ? 'Careers' : 'Pricing' }] });
  await given(...past)
    .when(list(sort, 1, next!))
    .thenResult({ items: [{ name: sort === 'name' ? 'Pricing' : 'Writing' }] });
});

it('gives one topic with its counts', () =>
  given(...past)
    .when(get('writing'))
    .thenResult({ key: 'writing', name: 'Writing', questions: 1, answers: 1 }));

it('knows no topic that nobody used', () =>
  given(...past)
    .when(get('cooking'))
    .thenFails('not-found'));
