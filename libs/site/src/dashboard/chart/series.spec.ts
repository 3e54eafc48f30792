import { analyticsQuery, type AnalyticsMetric, type AnalyticsRow } from '@stoa/contracts';
import { madeUpResults, NOW } from '../testing/made-up-results.ts';
import { resultOf } from '../results.ts';
import { seriesOf } from './series.ts';

const labels = ['2026-11-28T14:00:00', '2026-11-28T15:00:00', '2026-11-28T16:00:00'];
const views = {
  dimensions: [labels[0]!],
  metrics: [7],
  comparison: { dimensions: ['2026-11-27T14:00:00'], metrics: [5], change: [40] },
};

function valuesOf(rows: AnalyticsRow[], metric: AnalyticsMetric, timezone = 'UTC') {
  const query = { metrics: [metric], date_range: 'day', dimensions: ['time:hour'], timezone } as const;
  const result = resultOf(
    madeUpResults([{ name: 'series', query: { ...query, metrics: [metric], dimensions: ['time:hour'] } }]),
    'series',
  )!;
  const series = seriesOf(
    { ...result, query: analyticsQuery.parse(query), results: rows, meta: { ...result.meta, time_labels: labels } },
    NOW,
  );
  return series.points.map(({ value }) => value);
}

it('counts zero where nothing happened, and nothing for hours that have not begun', () =>
  expect(valuesOf([views], 'views')).toEqual([7, 0, null]));

it('goes by the clock of the time zone', () => expect(valuesOf([views], 'views', 'Europe/Berlin')).toEqual([7, 0, 0]));

it('has no read time where nobody read', () => expect(valuesOf([views], 'read_time')).toEqual([7, null, null]));
