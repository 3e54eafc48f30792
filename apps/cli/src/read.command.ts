import { GetLeaderboard, GetQuestionPage, type BoardPeriod } from '@stoa/contracts';
import { ProjectionBehind, type Generation, type ReadModels, type ServedReadModel } from '@stoa/kernel';
import { GetLeaderboardHandler, GetQuestionPageHandler } from '@stoa/read-models';
import { withReadOnlySide, type CommandContext } from './context.ts';
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

async function withLive(context: CommandContext, use: (models: ReadModels) => Promise<void>): Promise<void> {
  await withReadOnlySide(context, async (side) => {
    const open = new Map<string, Generation>();
    for (const name of side.projections.keys()) {
      const record = await side.registry.live(name);
      if (record) open.set(name, await side.registry.open(record));
    }
    try {
      await use(modelsOf(open));
    } finally {
      for (const generation of open.values()) await generation.close();
    }
  });
}

/** The live generations as they stand: nothing moves, so there is nothing to wait for. */
function modelsOf(open: ReadonlyMap<string, Generation>): ReadModels {
  return {
    of(name): ServedReadModel {
      const generation = open.get(name);
      if (!generation) throw new ProjectionBehind(name, '');
      return {
        version: undefined,
        waitFor: async () => undefined,
        documentHead: (key) => generation.documentHead(key),
        document: (key) => generation.document(key),
        among: (...query) => generation.among(...query),
        first: (...query) => generation.first(...query),
        aggregate: (...query) => generation.aggregate(...query),
      };
    },
  };
}
