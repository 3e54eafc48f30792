import { randomFrom } from '@stoa/contracts/testing/facts';
import { DAY_MS, dayKey, keyTime } from './rollup-keys.ts';
import { coveringKeys, weeksOf } from './weeks.ts';

const at = (day: string) => Date.parse(`${day}T00:00Z`);
const LENGTHS: Readonly<Record<string, number>> = { w: 7, x: 28 };

const daysOf = (key: string): string[] => {
  const first = keyTime(key.replace(/^[a-z]/, ''));
  return Array.from({ length: LENGTHS[key[0]!] ?? 1 }, (_, day) => dayKey(first + day * DAY_MS));
};

it('weeks begin on Mondays, in every year', () => {
  expect(weeksOf('20261130')).toEqual(['x20261123', 'w20261130']);
  expect(weeksOf('20270101')).toEqual(['x20261221', 'w20261228']);
  expect(weeksOf('19691231')[1]).toBe('w19691229');
});

it('makes up days of what is counted together, and of each day what is left', () =>
  expect(coveringKeys({ from: at('2026-11-21'), to: at('2026-12-30') })).toEqual([
    ...['20261121', '20261122', 'x20261123', 'w20261221', '20261228', '20261229'],
  ]));

it('covers every day of a range once, with few keys', () => {
  const random = randomFrom(1);
  for (let round = 0; round < 300; round++) {
    const from = at('2025-12-01') + Math.floor(random() * 800) * DAY_MS;
    const days = 1 + Math.floor(random() * 400);
    const keys = coveringKeys({ from, to: from + days * DAY_MS });
    const all = Array.from({ length: days }, (_, day) => dayKey(from + day * DAY_MS));
    expect(keys.flatMap(daysOf)).toEqual(all);
    expect(keys.length).toBeLessThanOrEqual(2 * 6 + 2 * 3 + days / 28);
    for (const key of keys.filter((one) => one.length > 8)) for (const day of daysOf(key)) expect(weeksOf(day)).toContain(key);
  }
});
