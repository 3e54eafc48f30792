import { PATIENCE, patient, readPatience } from './patience.ts';

it('is 1 by default, and any number of at least 1', () => {
  expect([undefined, '1', '2.5'].map(readPatience)).toEqual([1, 1, 2.5]);
});

it.each(['0', '0.5', '-1', 'much', '', 'Infinity'])('is never %j', (text) =>
  expect(() => readPatience(text)).toThrow('STOA_PATIENCE'),
);

it('multiplies a time-out', () => expect(patient(100)).toBe(Math.ceil(100 * PATIENCE)));
