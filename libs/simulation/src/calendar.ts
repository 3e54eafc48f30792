import type { Random } from '@stoa/testing';

const DAY = 86_400_000;
/** Three years and the turns around them, so that every kind of turn of an ISO week's year is inside. */
const FIRST = Date.UTC(2024, 11, 23);
const LAST = Date.UTC(2028, 0, 9);
/**
 * Days around which boards are easily wrong: 2024-12-30 and 2025-12-29 belong to the next ISO year, 2027-01-01 to 2026-W53,
 * 2028-01-01 to 2027-W52; the others turn a month, one of them within a week.
 */
const TURNS = ['2024-12-30', '2025-12-29', '2026-01-01', '2027-01-01', '2027-01-04', '2028-01-01', '2026-03-01', '2026-08-01'];

/** So many instants in ascending order, a third of them within a day and a half of a turn. */
export function instants(random: Random, count: number): string[] {
  const times = Array.from({ length: count }, () => anyTime(random));
  return times.sort((a, b) => a - b).map((time) => new Date(time).toISOString());
}

/** An instant out of order, as an import of older material has. */
export const anyInstant = (random: Random): string => new Date(anyTime(random)).toISOString();

function anyTime(random: Random): number {
  if (random.chance(1 / 3)) return Date.parse(random.one(TURNS)) + Math.floor((random.fraction() - 0.5) * 3 * DAY);
  return FIRST + Math.floor(random.fraction() * (LAST - FIRST));
}
