import { MOST_SUM } from '@stoa/kernel';
import { SumsBatch } from './sums-batch.ts';

const batch = () => new SumsBatch(['key'], ['views']);
const row = (views: number) => ({ key: 'a', views });

it('adds up what one batch brings, and leaves out what comes to nothing', () => {
  const sums = batch();
  sums.add(row(3));
  sums.takeBack(row(1));
  expect(sums.differences()).toEqual([row(2)]);
  sums.takeBack(row(2));
  expect(sums.differences()).toEqual([]);
});

it('stops at 1e15, however much a batch brings', () => {
  const sums = batch();
  for (let count = 0; count < 100_000; count++) sums.add(row(1e12));
  expect(sums.differences()).toEqual([row(MOST_SUM)]);
});
