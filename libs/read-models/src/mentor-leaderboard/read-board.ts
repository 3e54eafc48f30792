import type { GetLeaderboard, Leaderboard } from '@stoa/contracts';
import { Refusal, type ReadModels } from '@stoa/kernel';
import { boardOf } from './boards.ts';
import { boardEntries } from './mentor-leaderboard.document.ts';
import type { BoardTopic } from './mentor-leaderboard.entities.ts';
import { MENTOR_FORMULA } from './mentor-score.ts';
import { periodKey } from './periods.ts';

/** Reads a board from its sums. A topic that nobody used is not-found. */
export async function readBoard(
  readModels: ReadModels,
  { topic, period, at, limit, after }: Pick<GetLeaderboard, 'topic' | 'period' | 'at' | 'limit' | 'after'>,
): Promise<Leaderboard> {
  const rows = readModels.of('mentor-leaderboard');
  if (after) await rows.waitFor(after);
  const [named] = topic ? await rows.among<BoardTopic>('topic', 'key', [topic]) : [];
  if (topic && !named) throw new Refusal('not-found', `There is no topic ${topic}.`);
  const key = periodKey(period, at);
  const mentors = await boardEntries(rows, boardOf(topic), key, limit);
  return {
    formula: MENTOR_FORMULA,
    topic: named ? { key: named.key, name: named.name } : null,
    period,
    periodKey: key,
    mentors,
  };
}
