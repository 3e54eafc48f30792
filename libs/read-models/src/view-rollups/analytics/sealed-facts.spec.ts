import { rounds } from '@stoa/testing';
import { asked } from '../../testing/asked-analytics.ts';
import { viewedSite } from '../../testing/viewed-site.ts';
import { analyticsQuery } from '@stoa/contracts';

const query = (from: string, to: string) =>
  analyticsQuery.parse({
    metrics: ['views', 'excluded'],
    date_range: [from, to],
    dimensions: ['country', 'os'],
    pagination: { limit: 1000 },
  });
const DATES = ['2026-10-03', '2026-10-05', '2026-10-25', '2026-11-01', '2027-01-01', '2027-03-29'];

it('gives the same facts again and again, from the log or from memory', () => {
  const site = viewedSite(3);
  let reads = 0;
  const store = { read: (...page: Parameters<typeof site.store.read>) => (reads++, site.store.read(...page)) };
  return asked({ ...site, store }, async (ask) => {
    const first = new Map<string, unknown>();
    for (let round = 0; round < rounds('STOA_ROUNDS', { small: 3, full: 10 }); round++)
      for (const from of DATES)
        for (const to of DATES.filter((date) => date >= from)) {
          const { results } = await ask(query(from, to));
          if (!first.has(from + to)) first.set(from + to, results);
          expect(results).toEqual(first.get(from + to));
        }
    const before = reads;
    await ask(query(DATES[0]!, DATES.at(-1)!));
    expect(reads).toBe(before);
  });
});

it('reads and decodes once for queries that run together', async () => {
  const readsOf = (queries: number) => {
    const site = viewedSite(3, 60);
    let reads = 0;
    const store = { read: (...page: Parameters<typeof site.store.read>) => (reads++, site.store.read(...page)) };
    return asked({ ...site, store }, async (ask) => {
      const all = await Promise.all(Array.from({ length: queries }, () => ask(query(DATES[0]!, DATES.at(-1)!))));
      expect(new Set(all.map(({ results }) => JSON.stringify(results))).size).toBe(1);
      return reads;
    });
  };
  expect(await readsOf(20)).toBe(await readsOf(1));
});
