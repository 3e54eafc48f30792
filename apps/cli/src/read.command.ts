import { GetLeaderboard, GetQuestionPage, type BoardPeriod } from '@stoa/contracts';
import { Refusal, type ReadModels } from '@stoa/kernel';
import { PageCache, pagesAsBytes, readBoard } from '@stoa/read-models/reading';
import type { CommandContext } from './context.ts';
import { withLive } from './live-read-models.ts';
import { calendarDay, wholeNumber } from './options.ts';
import { strong } from './output.ts';

/** Prints a question's page, the same bytes that the API serves. */
export const showPage = (context: CommandContext, idOrSlug: string): Promise<void> =>
  withLive(context, ['question-page', 'mentor-leaderboard'], async (models) => {
    const { body } = await pagesAsBytes(models, new PageCache()).find(new GetQuestionPage({ idOrSlug }));
    const text = Buffer.from(body ?? []).toString('utf8');
    context.io.out(context.options.json ? `${text}\n` : `${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  });

export interface BoardOptions {
  site?: true;
  period: BoardPeriod;
  at?: string;
  limit: string;
}

/** Prints a board, of a topic or of the whole site. */
export const showBoard = (
  context: CommandContext,
  name: string | undefined,
  { site, period, at, limit }: BoardOptions,
): Promise<void> =>
  withLive(context, ['mentor-leaderboard'], async (models) => {
    if ((name === undefined) === (site === undefined)) throw new Refusal('validation-failed', 'Name a topic, or use --site.');
    const topic = name === undefined ? null : await topicNamed(context, models, name);
    const day = at === undefined ? new Date().toISOString().slice(0, 10) : calendarDay('--at', at);
    const query = new GetLeaderboard({
      topic,
      period,
      at: day,
      limit: wholeNumber('--limit', limit, 1000),
    });
    const board = await readBoard(models, query);
    if (context.options.json) return context.io.out(`${JSON.stringify(board)}\n`);
    context.io.out(`${strong(context.io, `${board.topic?.name ?? 'The whole site'}, ${board.periodKey}`)} (${board.formula})\n`);
    for (const { rank, mentor, score, answers, helpful, notHelpful, accepted } of board.mentors)
      context.io.out(
        `${String(rank).padStart(4)}  ${String(score).padStart(6)}  ${mentor.displayName} (${mentor.handle}): ${answers} answers, ${helpful} helpful, ${notHelpful} not, ${accepted} accepted\n`,
      );
  });

/** Before there was `--site`, the word `site` was the whole site's board; it still is where no topic has that name. */
async function topicNamed({ io }: CommandContext, models: ReadModels, name: string): Promise<string | null> {
  if (name !== 'site') return name;
  const [topic] = await models.of('mentor-leaderboard').among('topic', 'key', [name]);
  if (topic) return name;
  io.err('`board site` is deprecated and will name a topic only; use `board --site`.\n');
  return null;
}
