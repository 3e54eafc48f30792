import type { AnalyticsRequest, TimeDimension } from '@stoa/contracts';

export const periodNames = ['today', '7d', '28d', '30d', 'month', '12mo', 'all', 'custom'] as const;
export type PeriodName = (typeof periodNames)[number];

/** `from` and `to` are days of the time zone, both within the period. */
export type Period =
  { readonly name: Exclude<PeriodName, 'custom'> } | { readonly name: 'custom'; readonly from: string; readonly to: string };

export const DEFAULT_PERIOD: Period = { name: '28d' };

export const PERIODS: Readonly<Record<PeriodName, string>> = {
  today: 'Today',
  '7d': '7 days',
  '28d': '28 days',
  '30d': '30 days',
  month: 'This month',
  '12mo': '12 months',
  all: 'All time',
  custom: 'Custom',
};

export const isPeriodName = (text: string): text is PeriodName => periodNames.some((name) => name === text);

export function rangeOf(period: Period): AnalyticsRequest['date_range'] {
  if (period.name === 'custom') return [period.from, period.to];
  return period.name === 'today' ? 'day' : period.name;
}

const DAY_MS = 86_400_000;
const MOST_DAYS_BY_DAY = 92;
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;

/** Hours of one day, days of a quarter, else months. */
export function bucketOf(period: Period): TimeDimension {
  if (period.name === 'today') return 'time:hour';
  if (period.name === '12mo' || period.name === 'all') return 'time:month';
  if (period.name !== 'custom') return 'time:day';
  const days = daysBetween(period.from, period.to);
  if (days === 1) return 'time:hour';
  return days <= MOST_DAYS_BY_DAY ? 'time:day' : 'time:month';
}

/** There is nothing before all time. */
export const isComparable = (period: Period): boolean => period.name !== 'all';
