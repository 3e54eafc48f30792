import type { AnalyticsQuery, NamedRange } from '@stoa/contracts';
import { Refusal } from '@stoa/kernel';
import { DAY_MS } from '../rollup-keys.ts';
import { laterDate, type Calendar } from './calendar.ts';

/** Milliseconds since 1970, from the first up to the second. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const LONGEST_MS = 36_525 * DAY_MS;
const REALTIME_MS = 30 * 60 * 1000;

/** What a query's range is. Days count whole, today too. `firstAt`: when the first fact was told. Throws validation-failed for one that is none. */
export function spanOf(range: AnalyticsQuery['date_range'], calendar: Calendar, now: number, firstAt: number | undefined): Span {
  const span = typeof range === 'string' ? named(range, calendar, now, firstAt) : edges(range, calendar);
  if (span.to <= span.from) throw wrong('a range that ends after it begins');
  if (span.to - span.from > LONGEST_MS) throw wrong('a range of at most 100 years');
  return span;
}

/** The range of the same length before. Whole days are counted in days: some are an hour longer. */
export function spanBefore({ from, to }: Span, calendar: Calendar): Span {
  const [first, end] = [calendar.dateOf(from), calendar.dateOf(to)];
  if (calendar.startOf(first) !== from || calendar.startOf(end) !== to) return { from: from - (to - from), to: from };
  const days = Math.round((Date.parse(end) - Date.parse(first)) / DAY_MS);
  return { from: calendar.startOf(laterDate(first, -days)), to: from };
}

function named(range: NamedRange, calendar: Calendar, now: number, firstAt: number | undefined): Span {
  const today = calendar.dateOf(now);
  const since = (date: string): Span => ({ from: calendar.startOf(date), to: calendar.startOf(laterDate(today, 1)) });
  const monthsAgo = (count: number) => {
    const month = new Date(`${today.slice(0, 7)}-01`);
    month.setUTCMonth(month.getUTCMonth() - count);
    return month.toISOString().slice(0, 10);
  };
  switch (range) {
    case 'realtime':
      return { from: now - REALTIME_MS, to: now };
    case 'day':
      return since(today);
    case '7d':
      return since(laterDate(today, -6));
    case '28d':
      return since(laterDate(today, -27));
    case '30d':
      return since(laterDate(today, -29));
    case 'month':
      return since(monthsAgo(0));
    case '6mo':
      return since(monthsAgo(5));
    case '12mo':
      return since(monthsAgo(11));
    case 'year':
      return since(`${today.slice(0, 4)}-01-01`);
    case 'all':
      return since(calendar.dateOf(Math.min(firstAt ?? now, now)));
  }
}

function edges([from, to]: readonly [string, string], calendar: Calendar): Span {
  const isDay = (edge: string) => edge.length === 10;
  return {
    from: isDay(from) ? calendar.startOf(from) : Date.parse(from),
    to: isDay(to) ? calendar.startOf(laterDate(to, 1)) : Date.parse(to),
  };
}

const wrong = (expected: string) =>
  new Refusal('validation-failed', 'This is no range of time.', [{ pointer: '/date_range', code: 'range', expected }]);
