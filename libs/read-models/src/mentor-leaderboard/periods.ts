import type { BoardPeriod } from '@stoa/contracts';

const DAY = 86_400_000;

/** Key of the period that holds a UTC day (`YYYY-MM-DD`): `all`, `2026`, `2026-11` or, for the ISO 8601 week, `2026-W48`. */
export function periodKey(period: BoardPeriod, day: string): string {
  switch (period) {
    case 'all':
      return 'all';
    case 'year':
      return day.slice(0, 4);
    case 'month':
      return day.slice(0, 7);
    case 'week':
      return isoWeek(day);
  }
}

/** Keys of all periods that hold a UTC day. */
export const periodsOf = (day: string): string[] => ['all', day.slice(0, 4), day.slice(0, 7), isoWeek(day)];

/** ISO 8601: the week belongs to the year that holds its Thursday. */
function isoWeek(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  const weekday = (date.getUTCDay() + 6) % 7;
  const thursday = new Date(date.getTime() + (3 - weekday) * DAY);
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}
