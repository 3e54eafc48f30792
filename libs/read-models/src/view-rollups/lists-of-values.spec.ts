import { QueryAnalytics, analyticsQuery, valueDimensions, type AnalyticsRequest } from '@stoa/contracts';
import type { Generation, Row } from '@stoa/kernel';
import { WHOLE_LOG, applyBatch } from '@stoa/projections-engine';
import { served } from '@stoa/projections-engine/testing/served';
import type { WithGeneration } from '@stoa/projections-engine/testing/read-model-scenario';
import { idOf, rounds } from '@stoa/testing';
import { asked, rollups } from '../testing/asked-analytics.ts';
import { withGeneration } from '../testing/fold-in-partitions.ts';
import { viewedSite } from '../testing/viewed-site.ts';
import { QueryAnalyticsHandler } from './query-analytics.query.ts';

const seeds = Array.from({ length: rounds('STOA_SEEDS', { small: 2, full: 20 }) }, (_, index) => index + 1);
const RANGE: [string, string] = ['2026-10-03', '2027-03-28'];
const list = (dimension: string, over: Partial<AnalyticsRequest>) =>
  analyticsQuery.parse({
    metrics: ['views', 'visitors', 'excluded', 'read_time'],
    date_range: RANGE,
    dimensions: [dimension],
    include: { total_rows: true },
    ...over,
  } as AnalyticsRequest);

const ORDERS = [
  ['views', 'desc'],
  ['visitors', 'asc'],
  ['excluded', 'desc'],
  ['read_time', 'desc'],
] as const;

// Few batches make many values that count the same.
it.each(
  seeds.flatMap((seed) => [
    [seed, 14],
    [seed, 2],
  ]),
)('pages of a list put together are the list (seed %i, %i batches)', (seed, batches) =>
  asked(viewedSite(seed!, batches), async (ask) => {
    for (const timezone of ['UTC', 'Asia/Kolkata'])
      for (const dimension of valueDimensions.filter((_, index) => timezone === 'UTC' || index % 5 === 0))
        for (const order of ORDERS) {
          const over = { order_by: [[...order]], timezone } as Partial<AnalyticsRequest>;
          const whole = await ask(list(dimension, { ...over, pagination: { limit: 10_000 } }));
          expect(whole.results).toHaveLength(whole.meta.total_rows!);
          for (const limit of [1, 4]) {
            const rows: unknown[] = [];
            for (let offset = 0; offset < whole.results.length; offset += limit) {
              const { results, meta } = await ask(list(dimension, { ...over, pagination: { limit, offset } }));
              rows.push(...results);
              expect(meta).toEqual(whole.meta);
            }
            expect([dimension, order, rows]).toEqual([dimension, order, whole.results]);
          }
        }
  }),
);

/** Counts what queries read of a table: rows and reads. */
const counting =
  (table: string, found: { rows: number; reads: number }): WithGeneration =>
  (projection, use) =>
    withGeneration(projection, (generation) =>
      use(
        new Proxy(generation, {
          get(target, name) {
            const method = bound(target, name);
            if (name !== 'aggregate' && name !== 'first') return method;
            return async (of: string, ...query: unknown[]) => {
              const rows = await (method as (...query: unknown[]) => Promise<Row[]>)(of, ...query);
              if (of === table) Object.assign(found, { rows: found.rows + rows.length, reads: found.reads + 1 });
              return rows;
            };
          },
        }),
      ),
    );

function bound(target: Generation, name: string | symbol): unknown {
  const value = (target as unknown as Record<PropertyKey, unknown>)[name];
  return typeof value === 'function' ? value.bind(target) : value;
}

it('reads the first rows of a long list alone', async () => {
  const found = { rows: 0, reads: 0 };
  const first = await asked(
    viewedSite(1),
    (ask) => ask(list('answer', { metrics: ['views'], include: {}, pagination: { limit: 2 } })),
    { kept: counting('breakdown', found) },
  );
  expect(first.results).toHaveLength(2);
  expect(found.rows).toBeLessThanOrEqual(5);
});

it('counts the answers that were viewed without reading each of them', async () => {
  const found = { rows: 0, reads: 0 };
  const query = analyticsQuery.parse({ metrics: ['answers_viewed'], date_range: RANGE });
  const { results } = await asked(viewedSite(1), (ask) => ask(query), { kept: counting('breakdown', found) });
  expect(results[0]!.metrics[0]).toBeGreaterThan(10);
  expect(found.rows).toBe(1);
});

it('reads the days of one mentor once for all lists, and again when something was counted', async () => {
  const site = viewedSite(1);
  const found = { rows: 0, reads: 0 };
  const mentor = site.facts.find(({ target }) => target?.mentorId)!.target!.mentorId!;
  const query = (dimension: string) => list(dimension, { filters: [['is', 'mentor', [mentor]]] });
  await counting('detail', found)(rollups, async (generation) => {
    const models = served(new Map([[rollups.name, generation]]));
    const handler = new QueryAnalyticsHandler(models);
    const views = async () => {
      const lists = await Promise.all(['country', 'os', 'answer'].map((one) => handler.execute(new QueryAnalytics(query(one)))));
      return lists.map(({ results }) => results.reduce((sum, { metrics }) => sum + metrics[0]!, 0));
    };
    const half = site.log.length / 2;
    const part = await applyBatch(rollups, generation, WHOLE_LOG, '', site.log.slice(0, half), { marks: false });
    const before = await views();
    expect(found.reads).toBe(1);
    await applyBatch(rollups, generation, WHOLE_LOG, part, site.log.slice(half), { marks: false });
    const after = await views();
    expect(found.reads).toBe(2);
    expect(after[0]).toBeGreaterThan(before[0]!);
    expect(new Set(after).size).toBe(1);
  });
});

it.each(['page', 'author'])('looks up no %s where nothing was imported', async (table) => {
  const found = { rows: 0, reads: 0 };
  const filters: AnalyticsRequest['filters'] = [['is', 'mentor', [idOf('a mentor')]]];
  const log = viewedSite(1).log.filter(({ type }) => !type.startsWith('ViewsImported'));
  const query = list('country', { filters: [...filters, ['is_not', 'page', ['/q/tea']]] });
  await asked(viewedSite(1), (ask) => ask(query), { kept: counting(table, found), log });
  expect(found.rows).toBe(0);
});
