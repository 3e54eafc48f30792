import { Refusal } from '@stoa/kernel';
import { DAY_MS } from '../judging/memory/pace.ts';

/** A day is closed when it has ended for so long: facts of its last minutes are in the log by then. */
const SETTLED_MS = 60 * 60 * 1000;

/** UTC days as milliseconds, `until` exclusive. */
export interface Days {
  readonly from: number;
  readonly until: number;
}

/** The days from a first to a last one. Throws validation-failed where they run backwards or are not closed at `now`. */
export function closedDays(from: string, to: string, now: number): Days {
  const days = { from: Date.parse(from), until: Date.parse(to) + DAY_MS };
  const wrong = (pointer: string, expected: string) =>
    new Refusal('validation-failed', 'Only days that are over can be judged anew.', [{ pointer, code: 'day', expected }]);
  if (days.until <= days.from) throw wrong('/to', 'a day that is not before `from`');
  if (days.until + SETTLED_MS > now) throw wrong('/to', 'a day that ended at least an hour ago, UTC');
  return days;
}

/** The first moments of the days. */
export const eachDay = ({ from, until }: Days): number[] =>
  Array.from({ length: (until - from) / DAY_MS }, (_, index) => from + index * DAY_MS);

export const isIn = (at: number, day: number): boolean => at >= day && at < day + DAY_MS;
export const dayText = (day: number): string => new Date(day).toISOString().slice(0, 10);
