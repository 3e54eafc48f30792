/** Counts go up to here; limits are far below it. In one number: the ten minutes, from 1 to 144, the greatest count of the day, the count. */
const MOST_COUNTED = 0xfff;

export const DAY_MS = 86_400_000;
const windowOf = (at: number) => Math.floor((at % DAY_MS) / 600_000) + 1;

/** Counts in the ten minutes of `at`, and keeps the greatest such count of the day. */
export function countedIn(pace: number, at: number, more: number): number {
  const before = pace >>> 24 === windowOf(at) ? pace & MOST_COUNTED : 0;
  const count = Math.min(MOST_COUNTED, before + more);
  return ((windowOf(at) << 24) | (Math.max(count, greatestIn(pace)) << 12) | count) >>> 0;
}

export const greatestIn = (pace: number): number => (pace >>> 12) & MOST_COUNTED;
