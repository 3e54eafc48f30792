import { daysOf, localMoment, localTime, longLabel, shortLabel } from './dates.ts';

it.each([
  ['2026-11-28T00:00:00.000Z', 'UTC', '2026-11-28T00:00:00'],
  ['2026-11-28T23:30:00.000Z', 'Europe/Berlin', '2026-11-29T00:30:00'],
  ['2026-11-28T23:30:00.000Z', 'Asia/Kathmandu', '2026-11-29T05:15:00'],
  ['2026-07-01T03:00:00.000Z', 'America/New_York', '2026-06-30T23:00:00'],
])('%s is %s %s', (instant, timezone, local) => expect(localTime(new Date(instant), timezone)).toBe(local));

it.each([
  ['time:hour', '2026-11-02T09:00:00', '09:00', '2 Nov 2026, 09:00'],
  ['time:day', '2026-11-02', '2 Nov', '2 Nov 2026'],
  ['time:month', '2026-11-01', 'Nov 2026', 'Nov 2026'],
])('%s %s is %s, and %s in a table', (bucket, label, short, long) => {
  expect(shortLabel(bucket, label)).toBe(short);
  expect(longLabel(bucket, label)).toBe(long);
});

it('says the days of a range whose end is not part of it', () => {
  expect(daysOf(['2026-10-31T23:00:00.000Z', '2026-11-28T23:00:00.000Z'], 'Europe/Berlin')).toBe('1 Nov 2026 – 28 Nov 2026');
  expect(daysOf(['2026-11-28T00:00:00.000Z', '2026-11-28T15:31:00.000Z'], 'UTC')).toBe('28 Nov 2026');
});

it('says a moment on the clock of the time zone', () =>
  expect(localMoment('2026-11-28T15:31:20.000Z', 'Asia/Tokyo')).toBe('29 Nov 2026, 00:31'));
