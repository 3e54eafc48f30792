import type { AnalyticsRequest, ValueDimension } from '@stoa/contracts';
import type { DashboardQuery } from './dashboard-queries.ts';
import { breakdownName } from './dashboard-queries.ts';

export const LIVE_DIMENSIONS = ['answer', 'page', 'referrer', 'country'] as const satisfies readonly ValueDimension[];
const ROWS = 10;

/** The last 30 minutes. */
export function liveQueries(timezone = 'UTC'): DashboardQuery[] {
  const base = { date_range: 'realtime', timezone } as const;
  return [
    { name: 'headline', query: { ...base, metrics: ['views', 'visitors', 'excluded'] } },
    { name: 'series', query: { ...base, metrics: ['views'], dimensions: ['time:quarter_hour'], include: { time_labels: true } } },
    ...LIVE_DIMENSIONS.map((dimension) => ({
      name: breakdownName(dimension),
      query: {
        ...base,
        metrics: ['views', 'visitors'],
        dimensions: [dimension],
        order_by: [['views', 'desc']],
        pagination: { limit: ROWS },
      } satisfies AnalyticsRequest,
    })),
  ];
}
