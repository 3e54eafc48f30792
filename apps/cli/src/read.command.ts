import { GetLeaderboard, GetQuestionPage, type BoardPeriod } from '@stoa/contracts';
import { GetLeaderboardHandler, GetQuestionPageHandler } from '@stoa/read-models';
import type { CommandContext } from './context.ts';
import { withLive } from './live-read-models.ts';
import { calendarDay, wholeNumber } from './options.ts';
import { strong } from './output.ts';

/** Prints a question's page, the same bytes that the API serves. */
export const showPage = (context: CommandContext, idOrSlug: string): Promise<void> =>
  withLive(context, async (models) => {
    const { body } = await new GetQuestionPageHandler(models).execute(new GetQuestionPage({ idOrSlug }));
    const text = Buffer.from(body ?? []).toString('utf8');
    context.io.out(context.options.json ? `${text}\n` : `${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  });

/** Prints a board; `site` is the whole site's. */
export const showBoard = (
  context: CommandContext,
  topic: string,
  { period, at, limit }: { period: BoardPeriod; at?: string; limit: string },
): Promise<void> =>
  withLive(context, async (models) => {
    const day = at === undefined ? new Date().toISOString().slice(0, 10) : calendarDay('--at', at);
    const query = new GetLeaderboard({
      topic: topic === 'site' ? null : topic,
      period,
      at: day,
      limit: wholeNumber('--limit', limit, 1000),
    });
    const board = await new GetLeaderboardHandler(models).execute(query);
    if (context.options.json) return context.io.out(`${JSON.stringify(board)}\n`);
    context.io.out(`${strong(context.io, `${board.topic?.name ?? 'The whole site'}, ${board.periodKey}`)} (${board.formula})\n`);
    for (const { rank, mentor, score, answers, helpful, notHelpful, accepted } of board.mentors)
      context.io.out(
        `${String(rank).padStart(4)}  ${String(score).padStart(6)}  ${mentor.displayName} (${mentor.handle}): ${answers} answers, ${helpful} helpful, ${notHelpful} not, ${accepted} accepted\n`,
      );
  });
