import {
  isTimeDimension,
  type AnalyticsFilter,
  type AnalyticsMetric,
  type AnalyticsQuery,
  type TimeDimension,
  type ValueDimension,
} from '@stoa/contracts';
import { Refusal } from '@stoa/kernel';
import { MEASURES, finestOf, type Measures } from '../judged-views.ts';
import type { ScopeKind } from '../rollup-keys.ts';
import { Calendar } from './calendar.ts';
import { clausesOf } from './filters.ts';

/** A query as it is answered: its filters with what the caller may see, and what follows from it. */
export interface Ask {
  readonly metrics: readonly AnalyticsMetric[];
  readonly dimensions: AnalyticsQuery['dimensions'];
  readonly time: TimeDimension | undefined;
  readonly values: readonly ValueDimension[];
  readonly filters: readonly AnalyticsFilter[];
  /** Whose first view of a day makes a visitor: that of the finest thing that is named. */
  readonly scope: ScopeKind;
  readonly calendar: Calendar;
  /** Which numbers the metrics are made of. */
  readonly measures: readonly (keyof Measures)[];
  readonly countsAnswers: boolean;
}

const MADE_OF: Readonly<Record<AnalyticsMetric, readonly (keyof Measures)[]>> = {
  views: ['views'],
  visitors: ['visitors'],
  answers_viewed: ['views'],
  views_per_visitor: ['views', 'visitors'],
  read_time: ['views', 'readMs'],
  excluded: ['excluded'],
  bot_share: ['views', 'excluded', 'bots'],
  repeat_share: ['views', 'excluded', 'repeats'],
};

/** Throws validation-failed for a zone that does not exist, and for an order by what is not asked for. */
export function askOf(query: AnalyticsQuery, onlyMentor?: string): Ask {
  const { metrics, dimensions } = query;
  const filters: AnalyticsFilter[] =
    onlyMentor === undefined ? query.filters : [['is', 'mentor', [onlyMentor]], ...query.filters];
  query.order_by.forEach(([term], index) => {
    if ([...metrics, ...dimensions].some((asked) => asked === term)) return;
    const pointer = `/order_by/${index}/0`;
    const expected = 'a metric or a dimension of the query';
    throw new Refusal('validation-failed', 'The order names what is not asked for.', [{ pointer, code: 'order', expected }]);
  });
  const values = dimensions.filter((dimension) => !isTimeDimension(dimension));
  const needed = new Set<keyof Measures>(['views', ...metrics.flatMap((metric) => MADE_OF[metric])]);
  return {
    metrics,
    dimensions,
    time: dimensions.find(isTimeDimension),
    values,
    filters,
    scope: finestOf([...values, ...clausesOf(filters).map(([, dimension]) => dimension)]),
    calendar: Calendar.of(query.timezone),
    measures: MEASURES.filter((name) => needed.has(name)),
    countsAnswers: metrics.includes('answers_viewed'),
  };
}
