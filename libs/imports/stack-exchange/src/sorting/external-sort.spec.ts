import fc from 'fast-check';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareKeys, ExternalSort, type SortKey } from './external-sort.ts';

const scratch = mkdtempSync(join(tmpdir(), 'sort-'));
afterAll(() => rmSync(scratch, { recursive: true }));
const small = () => fc.integer({ min: -3, max: 3 });
const records = fc.array(fc.tuple(fc.tuple(small(), small(), small(), small()), fc.string({ unit: 'binary', maxLength: 30 })), {
  maxLength: 200,
});

describe('an external sort', () => {
  it('gives what a stable sort in memory gives, however little it may hold', () =>
    fc.assert(
      fc.property(records, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 2, max: 4 }), (all, memory, fanIn) => {
        const sort = new ExternalSort<string>(scratch, 'run', memory, fanIn);
        for (const [key, value] of all) sort.add(key as SortKey, value, 5);
        expect([...sort.read()]).toEqual([...all].sort((a, b) => compareKeys(a[0], b[0])));
        expect(readdirSync(scratch)).toEqual([]);
      }),
      { numRuns: 60 },
    ));

  it('reads lines longer than its buffer', () => {
    const sort = new ExternalSort<string>(scratch, 'long', 1);
    const texts = ['é'.repeat(100_000), 'b\n'.repeat(70_000), ''];
    texts.forEach((text, index) => sort.add([-index, 0, 0, 0], text, 5));
    expect([...sort.read()].map(([, text]) => text)).toEqual([...texts].reverse());
  });

  it('removes its files when it is left early', () => {
    const sort = new ExternalSort<number>(scratch, 'early', 1);
    for (let index = 0; index < 10; index++) sort.add([index, 0, 0, 0], index, 5);
    for (const [, value] of sort.read()) if (value === 2) break;
    expect(readdirSync(scratch)).toEqual([]);
  });
});
