import { GetLeaderboard } from '@stoa/contracts';
import type { ReadModels } from '@stoa/kernel';
import { readModelScenario } from '@stoa/projections-engine/testing/read-model-scenario';
import {
  answerPublished,
  answerRated,
  at,
  dora,
  idOf,
  mentorId,
  mentorRegistered,
  questionAsked,
  topicCreated,
} from '@stoa/testing';
import { withGeneration } from '../testing/fold-in-partitions.ts';
import { mentorLeaderboard } from './mentor-leaderboard.projection.ts';
import { GetLeaderboardHandler } from './mentor-leaderboard.query.ts';

const { given } = readModelScenario(withGeneration, mentorLeaderboard);
const JANUARY = '2026-01-31T10:00:00.000Z';
const FEBRUARY = '2026-02-01T10:00:00.000Z';
const other = { mentorId: idOf('dora as a mentor'), memberId: dora.memberId, handle: 'dora' };
const hers = { answerId: idOf('her answer') };
const past = [
  topicCreated(),
  mentorRegistered(),
  mentorRegistered(other),
  questionAsked(),
  at(JANUARY, answerPublished()),
  at(JANUARY, answerRated()),
  at(FEBRUARY, answerPublished({ ...other, ...hers })),
];

type Fields = ConstructorParameters<typeof GetLeaderboard>[0];
const board =
  (fields: Partial<Fields> = {}) =>
  (readModels: ReadModels) =>
    new GetLeaderboardHandler(readModels).execute(
      new GetLeaderboard({ topic: null, period: 'all', at: '2026-02-15', limit: 10, ...fields }),
    );

it('ranks the mentors of all time by score', () =>
  given(...past)
    .when(board())
    .thenResult({
      formula: 'mentor.v1',
      topic: null,
      periodKey: 'all',
      mentors: [
        { rank: 1, mentor: { id: mentorId, handle: 'ben' }, score: 10, helpful: 1 },
        { rank: 2, mentor: { handle: 'dora' }, score: 0, answers: 1 },
      ],
    }));

it('counts what was earned in the period that holds a day', () =>
  given(...past)
    .when(board({ period: 'month' }))
    .thenResult({ periodKey: '2026-02', mentors: [{ mentor: { handle: 'dora' } }] }));

it('gives as many as are wanted', () =>
  given(...past)
    .when(board({ limit: 1 }))
    .thenResult({ mentors: [{ mentor: { handle: 'ben' } }] }));

it('is a topic’s where one is named', () =>
  given(...past)
    .when(board({ topic: 'pricing' }))
    .thenResult({ topic: { key: 'pricing', name: 'Pricing' }, mentors: [{ rank: 1 }, { rank: 2 }] }));

it('knows no topic that nobody used', () =>
  given(...past)
    .when(board({ topic: 'cooking' }))
    .thenFails('not-found'));
