import { defaultMetric, type DashboardFilter, type DashboardRequest } from './dashboard-request.ts';
import { scopePath } from './dashboard-scope.ts';
import { DEFAULT_PERIOD, isComparable } from './periods.ts';

type Parameters = (readonly [name: string, value: string])[];

/** The address of a request with some of it changed; a change of what is counted leads to the first page of a list. */
export function dashboardHref(request: DashboardRequest, changes: Partial<DashboardRequest> = {}): string {
  const search = new URLSearchParams(
    dashboardParameters({ ...request, ...changes }).map(([name, value]) => [name, value]),
  ).toString();
  return search ? `${scopePath(request.scope)}?${search}` : scopePath(request.scope);
}

/** What is usual is left out, so that one request has one address. */
export function dashboardParameters(request: DashboardRequest): Parameters {
  const { period, compare, filters, tab, metric, timezone, list, csv } = request;
  return [
    ...(period.name === DEFAULT_PERIOD.name ? [] : [['period', period.name] as const]),
    ...(period.name === 'custom'
      ? ([
          ['from', period.from],
          ['to', period.to],
        ] as const)
      : []),
    ...(compare || !isComparable(period) ? [] : [['compare', 'off'] as const]),
    ...filters.map((filter) => ['f', filterText(filter)] as const),
    ...(tab === 'views' ? [] : [['tab', tab] as const]),
    ...(metric === defaultMetric(filters) ? [] : [['metric', metric] as const]),
    ...(timezone === 'UTC' ? [] : [['tz', timezone] as const]),
    ...(list ? [['view', list.dimension] as const] : []),
    ...(list && list.page > 1 ? [['page', String(list.page)] as const] : []),
    ...(list?.search ? [['q', list.search] as const] : []),
    ...(csv ? [['csv', csv] as const] : []),
  ];
}

export const filterText = ({ dimension, value }: DashboardFilter): string => `${dimension}:${value ?? ''}`;

const isSame = (one: DashboardFilter) => (other: DashboardFilter) => filterText(one) === filterText(other);

/** The dashboard with one more filter: back on its own page, and with the metric that says something there. */
export function withFilter(request: DashboardRequest, filter: DashboardFilter): Partial<DashboardRequest> {
  const filters = request.filters.some(isSame(filter)) ? request.filters : [...request.filters, filter];
  return changed(request, filters);
}

export const withoutFilter = (request: DashboardRequest, filter: DashboardFilter): Partial<DashboardRequest> =>
  changed(
    request,
    request.filters.filter((other) => !isSame(filter)(other)),
  );

const changed = (request: DashboardRequest, filters: readonly DashboardFilter[]): Partial<DashboardRequest> => ({
  filters,
  metric: request.metric === defaultMetric(request.filters) ? defaultMetric(filters) : request.metric,
  list: null,
});
