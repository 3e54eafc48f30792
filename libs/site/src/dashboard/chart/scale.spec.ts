import fc from 'fast-check';
import { labelled, scaleTo } from './scale.ts';

it.each([
  [0, 'count', [0, 1]],
  [1, 'count', [0, 1]],
  [3, 'count', [0, 1, 2, 3]],
  [687, 'count', [0, 200, 400, 600, 800]],
  [12_345, 'count', [0, 5000, 10_000, 15_000]],
  [65, 'seconds', [0, 30, 60, 90]],
  [0.213, 'share', [0, 0.1, 0.2, 0.3]],
  [1.7, 'ratio', [0, 0.5, 1, 1.5, 2]],
] as const)('up to %d %s has the ticks %j', (largest, unit, ticks) => expect(scaleTo(largest, unit).ticks).toEqual(ticks));

it('holds every value, with few ticks', () => {
  const units = fc.constantFrom('count' as const, 'seconds' as const, 'share' as const, 'ratio' as const);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e12, noNaN: true }), units, (largest, unit) => {
      const { max, ticks } = scaleTo(largest, unit);
      expect(max).toBeGreaterThanOrEqual(largest * (1 - 1e-6));
      expect(max).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(6);
    }),
  );
});

it.each([
  [24, 10, [0, 3, 6, 9, 12, 15, 18, 21]],
  [28, 4, [0, 7, 14, 21]],
  [3, 10, [0, 1, 2]],
  [0, 10, []],
  [1000, 4, [0, 250, 500, 750]],
])('of %d labels at most %d are written', (length, most, indexes) => expect(labelled(length, most)).toEqual(indexes));
