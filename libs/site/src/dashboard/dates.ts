import { LRUCache } from 'lru-cache';

/** Where in time zones and calendars things fall. Labels of buckets are local: `2026-11-02`, or `2026-11-02T09:30:00`. */
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

type Bucket = 'time:quarter_hour' | 'time:hour' | 'time:day' | 'time:week' | 'time:month';

/** `09:00`, `2 Nov`, `Nov 2026`. */
export function shortLabel(bucket: string, label: string): string {
  const [year, month, day] = label.slice(0, 10).split('-');
  const name = monthNames[Number(month) - 1] ?? month;
  switch (bucket as Bucket) {
    case 'time:quarter_hour':
    case 'time:hour':
      return label.slice(11, 16);
    case 'time:month':
      return `${name} ${year}`;
    default:
      return `${Number(day)} ${name}`;
  }
}

/** As `shortLabel`, with all that a table needs: `2 Nov 2026, 09:00`. */
export function longLabel(bucket: string, label: string): string {
  const [year, month, day] = label.slice(0, 10).split('-');
  if (bucket === 'time:month') return shortLabel(bucket, label);
  const date = `${Number(day)} ${monthNames[Number(month) - 1] ?? month} ${year}`;
  return label.length > 10 ? `${date}, ${label.slice(11, 16)}` : date;
}

/** To make one takes longer than all that a page does with it. */
const clocks = new LRUCache<string, Intl.DateTimeFormat>({ max: 100 });

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const numeric = { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  const clock = new Intl.DateTimeFormat('en-CA', { ...numeric, timeZone, year: 'numeric', hourCycle: 'h23' });
  clocks.set(timeZone, clock);
  return clock;
}

/** An instant as a clock of the time zone shows it: `2026-11-02T09:30:00`. */
export function localTime(instant: Date, timezone: string): string {
  const parts = clockOf(timezone).formatToParts(instant);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '00';
  return `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:${of('second')}`;
}

/** `2 Nov 2026, 09:30`, on the time zone's clock. */
export const localMoment = (instant: string, timezone: string): string =>
  longLabel('time:hour', localTime(new Date(instant), timezone));

/** The days of a range whose end is not part of it: `1 Nov 2026 – 28 Nov 2026`. */
export function daysOf([from, to]: readonly [string, string], timezone: string): string {
  const first = longLabel('time:day', localTime(new Date(from), timezone).slice(0, 10));
  const last = longLabel('time:day', localTime(new Date(Date.parse(to) - 1), timezone).slice(0, 10));
  return first === last ? first : `${first} – ${last}`;
}
