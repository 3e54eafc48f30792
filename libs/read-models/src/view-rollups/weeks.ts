import { DAY_MS, dayKey, keyTime } from './rollup-keys.ts';

/** Days that are also counted together, the longest first: four weeks and a week of UTC, from a Monday on. Their letters sort behind days. */
const RUNS = [
  { letter: 'x', days: 28 },
  { letter: 'w', days: 7 },
] as const;

/** The first day of 1970 was a Thursday. */
const MONDAY = 4;
const daysSince = (days: number, at: number) => (((at / DAY_MS - MONDAY) % days) + days) % days;

/** Keys of the weeks that a day belongs to. */
export const weeksOf = (day: string): string[] =>
  RUNS.map(({ letter, days }) => letter + dayKey(keyTime(day) - daysSince(days, keyTime(day)) * DAY_MS));

/** The fewest keys of days and weeks that make up whole days. */
export function coveringKeys({ from, to }: { readonly from: number; readonly to: number }): string[] {
  const keys: string[] = [];
  for (let at = from; at < to;) {
    const run = RUNS.find(({ days }) => daysSince(days, at) === 0 && at + days * DAY_MS <= to);
    keys.push((run?.letter ?? '') + dayKey(at));
    at += (run?.days ?? 1) * DAY_MS;
  }
  return keys;
}
