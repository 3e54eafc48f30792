import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithCorpus } from '@stoa/testing';
import { wilsonLowerBound } from './wilson-lower-bound.ts';

describeWithCorpus("published values of Wilson's lower bound", 'ranking', (folder) =>
  it('are ours to 8 places', () => {
    const rows = readFileSync(join(folder, 'wilson_published.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').map(Number));
    const off = rows.filter(
      ([positive = NaN, total = NaN, z, lower = NaN]) => !(Math.abs(wilsonLowerBound(positive, total, z) - lower) <= 1e-8),
    );
    console.log(`${rows.length} published bounds, ${rows.length - off.length} equal to 8 places`);
    expect(rows.length).toBeGreaterThan(10);
    expect(off).toEqual([]);
  }),
);
