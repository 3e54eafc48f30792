import { rounds } from '@stoa/testing';
import { projections } from './projections.ts';
import { foldInPartitions, rowsOf } from './testing/fold-in-partitions.ts';
import { naiveAccess, naiveQuestionList, naiveTopicCounts } from './testing/naive-lists.ts';
import { naiveLeaderboard } from './testing/naive-leaderboard.ts';
import { naiveQuestionPage } from './testing/naive-question-page.ts';
import { randomLog } from './testing/random-log.ts';

const SEEDS = rounds('STOA_SEEDS', { small: 6, full: 60 });
const SIZE = 400;
const seeds = Array.from({ length: SEEDS }, (_, index) => index + 1);
const byText = (rows: object[]) => rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();

describe.each(projections.map((projection) => [projection.name, projection] as const))('%s', (_name, projection) => {
  it.each(seeds)('gives the same dump under any interleaving of partitions (seed %i)', async (seed) => {
    const log = randomLog(seed, SIZE);
    const whole = await foldInPartitions(projection, log, 1, seed);
    const parted = await foldInPartitions(projection, log, 5, seed * 31);
    const again = await foldInPartitions(projection, log, 16, seed * 57);
    expect(whole.length).toBeGreaterThan(2);
    expect(parted).toEqual(whole);
    expect(again).toEqual(whole);
  });
});

describe('the naive fold agrees', () => {
  it.each(seeds)('on question pages (seed %i)', async (seed) => {
    const log = randomLog(seed, SIZE);
    const page = projections.find(({ name }) => name === 'question-page')!;
    const lines = await foldInPartitions(page, log, 4, seed);
    const naive = naiveQuestionPage(log);
    for (const [table, rows] of Object.entries(naive))
      expect([table, byText(rowsOf(lines, table))]).toEqual([table, byText(Object.values(rows))]);
  });

  it.each(seeds)('on the list of questions, and on who may come in (seed %i)', async (seed) => {
    const log = randomLog(seed, SIZE);
    const [list, access] = ['question-list', 'access'].map((wanted) => projections.find(({ name }) => name === wanted)!);
    const entries = rowsOf(await foldInPartitions(list!, log, 4, seed), 'entry');
    const shown = Object.fromEntries(entries.map(({ id, answers, accepted, status }) => [id, { answers, accepted, status }]));
    expect(shown).toEqual(naiveQuestionList(log));
    const lines = await foldInPartitions(access!, log, 4, seed);
    const live = rowsOf(lines, 'token').filter(({ revoked }) => !revoked);
    const { tokens, roles, suspended, names } = naiveAccess(log);
    expect(live.map(({ id }) => id).sort()).toEqual(tokens);
    const members = rowsOf(lines, 'member');
    expect(Object.fromEntries(members.map(({ id, roles: held }) => [id, held]))).toEqual(roles);
    expect(Object.fromEntries(members.map(({ id, displayName }) => [id, displayName]))).toEqual(names);
    const stopped = members.filter(({ suspendedBecause }) => suspendedBecause !== null);
    expect(Object.fromEntries(stopped.map((row) => [row['id'], [row['suspendedBecause'], row['suspendedUntil']]]))).toEqual(
      suspended,
    );
  });

  it.each(seeds)('on how many questions and answers a topic has (seed %i)', async (seed) => {
    const log = randomLog(seed, SIZE);
    const topics = projections.find(({ name }) => name === 'topic-list')!;
    const lines = await foldInPartitions(topics, log, 4, seed);
    const counts = rowsOf(lines, 'count').map(({ topic, questions, answers }) => [topic, { questions, answers }]);
    expect(counts.length).toBeGreaterThan(0);
    expect(Object.fromEntries(counts)).toEqual(naiveTopicCounts(log));
  });

  it('the logs hold every event that some projection folds', () => {
    const folded = new Set(projections.flatMap(({ handlers }) => [...handlers.keys()]));
    const made = new Set(seeds.flatMap((seed) => randomLog(seed, SIZE)).map(({ type }) => type));
    expect([...folded].filter((type) => !made.has(type))).toEqual([]);
  });

  it.each(seeds)('on every board and period (seed %i)', async (seed) => {
    const log = randomLog(seed, SIZE);
    const boards = projections.find(({ name }) => name === 'mentor-leaderboard')!;
    const lines = await foldInPartitions(boards, log, 4, seed);
    expect(byText(rowsOf(lines, 'standing'))).toEqual(byText(naiveLeaderboard(log)));
  });
});
