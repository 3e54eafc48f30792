import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ExplainViews, type ViewClass, type ViewsExplained } from '@stoa/contracts';
import { READ_MODELS, type ReadModels } from '@stoa/kernel';
import { countedSoFar } from './counted-so-far.ts';
import { KEPT, scopeKey, shortId } from './rollup-keys.ts';
import type { BreakdownRow, DayRow, ImportedRow } from './view-rollups.entities.ts';
import { DAY_COLUMNS, classesOfDay } from './analytics/days.ts';

/** Opens the number of views of an answer. */
@QueryHandler(ExplainViews)
export class ExplainViewsHandler implements IQueryHandler<ExplainViews> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  async execute({ answerId, day, after }: ExplainViews): Promise<ViewsExplained> {
    const rows = this.readModels.of('view-rollups');
    if (after) await rows.waitFor(after);
    const answer = shortId(answerId);
    const of = scopeKey('answer', answer);
    const key = day?.replaceAll('-', '');
    const ofDay = key === undefined ? {} : { day: key };
    const [[counts], bots, [imports], { freshness, rules }] = await Promise.all([
      rows.aggregate<DayRow>('day', { where: { of, ...ofDay }, sums: [...DAY_COLUMNS, 'restated'] }),
      rows.aggregate<BreakdownRow>('breakdown', {
        where: { of, by: KEPT.bot, ...(key === undefined ? {} : { days: key }) },
        groupBy: ['value'],
        sums: ['bots'],
        order: ['-bots', 'value'],
        limit: 100,
      }),
      rows.aggregate<ImportedRow>('imported', { where: { answer, ...ofDay }, sums: ['views'] }),
      countedSoFar(rows),
    ]);
    const counted = counts?.views ?? 0;
    const imported = imports?.views ?? 0;
    const classes = Object.fromEntries([...(counts ? classesOfDay(counts) : [])]) as Record<ViewClass, number>;
    return {
      answerId,
      day: day ?? null,
      total: counted + imported,
      counted,
      imported,
      rules,
      classes,
      bots: bots.filter(({ bots: facts }) => facts > 0).map(({ value, bots: facts }) => ({ name: value, facts })),
      restated: counts?.restated ?? 0,
      freshness,
    };
  }
}
