import { duration, percentage } from './words.ts';

it.each([
  [0, '0s'],
  [0.4, '0s'],
  [59.4, '59s'],
  [59.6, '1m 0s'],
  [65, '1m 5s'],
  [3599.6, '1h 0m'],
  [7384, '2h 3m'],
  [3_600_000, '1,000h 0m'],
])('%d seconds are %s', (seconds, text) => expect(duration(seconds)).toBe(text));

it.each([
  [0, '0.0%'],
  [0.1234, '12.3%'],
  [1, '100.0%'],
])('%d is %s', (share, text) => expect(percentage(share)).toBe(text));
