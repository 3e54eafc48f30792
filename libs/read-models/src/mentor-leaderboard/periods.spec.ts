import { periodKey, periodsOf } from './periods.ts';

describe('periods of a UTC day', () => {
  it.each([
    ['2020-12-31', '2020-W53'],
    ['2021-01-03', '2020-W53'],
    ['2021-01-04', '2021-W01'],
    ['2024-12-30', '2025-W01'],
    ['2026-11-24', '2026-W48'],
    ['2016-02-29', '2016-W09'],
    ['2000-01-01', '1999-W52'],
  ])('%s is in the ISO week %s', (day, week) => expect(periodKey('week', day)).toBe(week));

  it('is in all, its year, its month and its week', () =>
    expect(periodsOf('2021-01-03')).toEqual(['all', '2021', '2021-01', '2020-W53']));
});
