import {
  analyticsMetrics,
  type AnalyticsFilter,
  type AnalyticsMetric,
  type AnalyticsRequest,
  type ValueDimension,
} from '@stoa/contracts';
import { listMetric, type DashboardRequest } from './dashboard-request.ts';
import { breakdownsOf, scopeFilters } from './dashboard-scope.ts';
import { bucketOf, rangeOf } from './periods.ts';

/** One query of a page; its result goes to the page under the same name. */
export interface DashboardQuery {
  readonly name: string;
  readonly query: AnalyticsRequest;
}

/** Rows of a panel; one more is asked for, which tells that there are more. */
export const PANEL_ROWS = 9;
export const LIST_ROWS = 50;
const MOST_BUCKETS = 5000;
const MOST_BOTS = 15;

export const breakdownName = (dimension: ValueDimension): string => `by-${dimension}`;

/** All that a page needs; with `csv` only the panel that is wanted, nothing where there is no such panel. */
export function dashboardQueries(request: DashboardRequest): DashboardQuery[] {
  const all = request.list ? [listQuery(request)] : [...common(request), ...ofTab(request)];
  return request.csv === null ? all : all.filter(({ name }) => name === request.csv);
}

const ofTab = (request: DashboardRequest): DashboardQuery[] =>
  request.tab === 'classes'
    ? classQueries(request)
    : breakdownsOf(request.scope).map((dimension) => ({
        name: breakdownName(dimension),
        query: { ...byValue(request, dimension), pagination: { limit: PANEL_ROWS + 1 } },
      }));

function common(request: DashboardRequest): DashboardQuery[] {
  const { compare, metric } = request;
  const comparison = compare ? { comparison: 'previous_period' as const } : {};
  return [
    { name: 'headline', query: { ...base(request), metrics: [...analyticsMetrics], include: comparison } },
    { name: 'now', query: { ...base(request), metrics: ['visitors'], date_range: 'realtime' } },
    ...(request.tab === 'views'
      ? [
          {
            name: 'series',
            query: { ...base(request), ...byTime(request), metrics: [metric], include: { time_labels: true, ...comparison } },
          },
        ]
      : []),
  ];
}

const base = ({ scope, period, filters, timezone }: DashboardRequest) => ({
  date_range: rangeOf(period),
  filters: [...scopeFilters(scope), ...filtersOf(filters)],
  timezone,
});

const byTime = ({ period }: DashboardRequest) => ({ dimensions: [bucketOf(period)], pagination: { limit: MOST_BUCKETS } });

function byValue(request: DashboardRequest, dimension: ValueDimension) {
  const metric = listMetric(request);
  const counts: AnalyticsMetric[] = hasVisitors(request, dimension) ? ['views', 'visitors'] : ['views'];
  const metrics: AnalyticsMetric[] = metric === 'views' ? counts : ['excluded'];
  return { ...base(request), metrics, dimensions: [dimension], order_by: [[metric, 'desc'] as ['views' | 'excluded', 'desc']] };
}

/**
 * A visitor is counted at their first view of the day: of the finest thing that a query names. Of a company, or of a mentor's part of a question,
 * that is mostly somebody else's, so that there are no visitors to tell.
 */
function hasVisitors({ scope, filters }: DashboardRequest, dimension: ValueDimension): boolean {
  const named: string[] = [scope.kind, ...filters.map((filter) => filter.dimension)];
  return dimension !== 'company' && !(CROSSING[dimension] ?? []).some((other) => named.includes(other));
}

const CROSSING: Readonly<Partial<Record<ValueDimension, readonly string[]>>> = {
  question: ['mentor', 'company'],
  page: ['mentor', 'company'],
  mentor: ['question', 'page'],
};

/** A class is the views of what counted and the excluded of all else. */
const classQueries = (request: DashboardRequest): DashboardQuery[] => [
  { name: 'classes', query: { ...base(request), metrics: ['views', 'excluded'], dimensions: ['class'] } },
  {
    name: 'class-series',
    query: {
      ...base(request),
      metrics: ['views', 'excluded'],
      dimensions: [bucketOf(request.period), 'class'],
      include: { time_labels: true },
      pagination: { limit: MOST_BUCKETS },
    },
  },
  {
    name: 'bots',
    query: {
      ...base(request),
      metrics: ['excluded'],
      dimensions: ['bot'],
      filters: [...base(request).filters, ['is_not', 'bot', [null]]],
      order_by: [['excluded', 'desc']],
      pagination: { limit: MOST_BOTS },
    },
  },
];

function listQuery(request: DashboardRequest): DashboardQuery {
  const { dimension, page, search } = request.list!;
  const query = byValue(request, dimension);
  return {
    name: 'list',
    query: {
      ...query,
      filters: [...query.filters, ...searchFilters(dimension, search)],
      include: { total_rows: true },
      pagination: { limit: LIST_ROWS, offset: (page - 1) * LIST_ROWS },
    },
  };
}

/** Questions and answers have ids: they are searched by the words of their page's address. A mentor has nothing to search by. */
export const isSearchable = (dimension: ValueDimension): boolean => dimension !== 'mentor' && dimension !== 'class';

function searchFilters(dimension: ValueDimension, search: string): AnalyticsFilter[] {
  if (search === '' || !isSearchable(dimension)) return [];
  if (dimension !== 'question' && dimension !== 'answer') return [['contains', dimension, [search]]];
  const words = search
    .toLowerCase()
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter(Boolean)
    .slice(0, 10);
  return words.map((word) => ['contains', 'page', [word]]);
}

/** Values of one dimension are alternatives; dimensions hold together. */
function filtersOf(filters: DashboardRequest['filters']): AnalyticsFilter[] {
  const values = new Map<ValueDimension, (string | null)[]>();
  for (const { dimension, value } of filters) values.set(dimension, [...(values.get(dimension) ?? []), value]);
  return [...values].map(([dimension, some]) => ['is', dimension, some]);
}
