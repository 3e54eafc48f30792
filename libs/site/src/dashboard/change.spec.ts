import { changeOf } from './change.ts';

it.each([
  ['views', 125, 100, 'up', '+25.0%'],
  ['views', 1, 3, 'down', '−66.7%'],
  ['views', 7, 7, 'same', 'no change'],
  ['views', 0, 0, 'same', 'no change'],
  ['views', 5, 0, 'up', 'from none'],
  ['views', 0, 5, 'down', '−100.0%'],
  ['read_time', 60, 40, 'up', '+50.0%'],
  ['bot_share', 0.25, 0.2, 'up', '+5.0 points'],
  ['bot_share', 0.2, 0, 'up', '+20.0 points'],
  ['views', 2_000_000, 1, 'up', '+199,999,900.0%'],
] as const)('%s: %d after %d is %s, %s', (metric, now, before, direction, text) => {
  expect(changeOf(metric, now, before)).toEqual({ direction, text });
});

it.each([
  [null, 5],
  [5, null],
  [undefined, undefined],
])('says nothing where there is no value: %s after %s', (now, before) =>
  expect(changeOf('read_time', now, before)).toBeUndefined(),
);
