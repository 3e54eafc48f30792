import { Inject, Optional } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  QueryAnalytics,
  analyticsQuery,
  type AnalyticsMeta,
  type AnalyticsQuery,
  type AnalyticsResult,
  type AnalyticsRow,
} from '@stoa/contracts';
import { READ_MODELS, type ReadModels, type RowReader } from '@stoa/kernel';
import { askOf, type Ask } from './analytics/ask.ts';
import { Budget, countFacts } from './analytics/count-facts.ts';
import { Groups, type Group } from './analytics/groups.ts';
import { addImported } from './analytics/imported-views.ts';
import { narrowed } from './analytics/narrowed.ts';
import { planOf, type Plan } from './analytics/plan.ts';
import { compareRows, metricsOf, ordered, toldOf } from './analytics/present.ts';
import { spanBefore, spanOf, type Span } from './analytics/ranges.ts';
import { readRollups } from './analytics/read-rollups.ts';
import { ALL_READ, type Beyond } from './analytics/read-values.ts';
import { SEALED_FACTS, type SealedFacts } from './analytics/sealed-facts.ts';
import { topOf, type Top } from './analytics/top.ts';
import { countedSoFar, firstFactAt } from './counted-so-far.ts';

/** What the time is, for queries up to now. */
export const ANALYTICS_CLOCK = Symbol('AnalyticsClock');

interface Counted {
  readonly groups: readonly Group[];
  readonly beyond: Beyond;
  readonly imported: number;
  readonly plan: Plan;
}

/** Answers from rollups where these suffice, and else from the facts; the response says which. */
@QueryHandler(QueryAnalytics)
export class QueryAnalyticsHandler implements IQueryHandler<QueryAnalytics> {
  protected readonly plan: typeof planOf = planOf;

  constructor(
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    @Optional() @Inject(SEALED_FACTS) private readonly facts?: SealedFacts,
    @Optional() @Inject(ANALYTICS_CLOCK) private readonly now: () => number = Date.now,
  ) {}

  /** Throws validation-failed for a range, a zone or an order that makes no sense, and for what would take too long. */
  async execute({ onlyMentor, after, ...fields }: QueryAnalytics): Promise<AnalyticsResult> {
    const rows = this.readModels.of('view-rollups');
    if (after) await rows.waitFor(after);
    const query = understood(fields);
    const ask = await narrowed(askOf(query, onlyMentor), rows);
    const { freshness, rules } = await countedSoFar(rows);
    const firstAt = query.date_range === 'all' ? await firstFactAt(rows) : undefined;
    const span = spanOf(query.date_range, ask.calendar, this.now(), firstAt);
    const budget = new Budget();
    const counted = await this.count(ask, query, span, rows, budget, topOf(ask, query));
    const results: AnalyticsRow[] = toldOf(ask, counted.groups).map((group) => ({
      dimensions: [...group.dimensions],
      metrics: metricsOf(group, ask.metrics),
    }));
    const { limit, offset } = query.pagination;
    const page = ordered(ask, query, results).slice(offset, offset + limit);
    const { labels, ...compared } = await this.compare(ask, query, span, page, rows, budget);
    const views = counted.groups.reduce((sum, { measures }) => sum + measures.views, counted.beyond.views) + counted.imported;
    const meta: AnalyticsMeta = {
      rules,
      source: counted.plan.source,
      imported: { views: counted.imported, share: views === 0 ? null : counted.imported / views },
      freshness,
      sampling: 'never',
      timezone: query.timezone,
      range: sent(span),
      ...compared,
      ...(query.include.time_labels && labels ? { time_labels: labels } : {}),
      ...(query.include.total_rows ? { total_rows: results.length + counted.beyond.rows } : {}),
    };
    return { results: page, meta, query };
  }

  /** With `top`, the groups may be the first rows of a list alone. */
  private async count(ask: Ask, query: AnalyticsQuery, span: Span, rows: RowReader, budget: Budget, top?: Top): Promise<Counted> {
    const groups = new Groups();
    if (ask.dimensions.length === 0) groups.at([]);
    const plan = this.plan(ask, span);
    const parts = plan.source === 'rollups' ? plan.facts : [span];
    // What is before and after whole days could bring any value to the top.
    const first = parts.length > 0 ? undefined : top;
    const beyond = plan.source === 'rollups' ? await readRollups(ask, plan, rows, groups, first) : ALL_READ;
    for (const part of parts) await countFacts(ask, part, this.facts, budget, groups);
    const imported = await addImported(ask, span, rows, query.include.imports ? groups : undefined);
    return { groups: groups.all(), beyond, imported, plan };
  }

  private async compare(ask: Ask, query: AnalyticsQuery, span: Span, page: AnalyticsRow[], rows: RowReader, budget: Budget) {
    const { time, calendar } = ask;
    const labelsOf = ({ from, to }: Span) => (time ? calendar.labels(from, to, time) : []);
    const wanted = query.include.time_labels || query.include.comparison;
    const labels = wanted ? labelsOf(span) : undefined;
    if (!query.include.comparison) return { labels };
    const before = spanBefore(span, calendar);
    const former = await this.count(ask, query, before, rows, budget);
    compareRows(ask, page, former.groups, labels ?? [], labelsOf(before));
    return { labels, comparison_range: sent(before) };
  }
}

/** Without what a caller in this process may have added to the query. */
const understood = (fields: AnalyticsQuery): AnalyticsQuery => analyticsQuery.parse(fields);

const sent = ({ from, to }: Span): [string, string] => [new Date(from).toISOString(), new Date(to).toISOString()];
