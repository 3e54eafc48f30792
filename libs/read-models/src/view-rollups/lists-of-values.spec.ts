import { analyticsQuery, valueDimensions, type AnalyticsRequest } from '@stoa/contracts';
import type { Aggregate, Generation, Row } from '@stoa/kernel';
import type { WithGeneration } from '@stoa/projections-engine/testing/read-model-scenario';
import { rounds } from '@stoa/testing';
import { asked } from '../testing/asked-analytics.ts';
import { withGeneration } from '../testing/fold-in-partitions.ts';
import { viewedSite } from '../testing/viewed-site.ts';

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

/** Counts the rows that queries read of a table. */
const counting =
  (table: string, found: { rows: number }): WithGeneration =>
  (projection, use) =>
    withGeneration(projection, (generation) =>
      use(
        new Proxy(generation, {
          get(target, name) {
            if (name !== 'aggregate') return bound(target, name);
            return async <R extends Row>(of: string, query: Aggregate<R>) => {
              const rows = await target.aggregate<R>(of, query);
              if (of === table) found.rows += rows.length;
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
  const found = { rows: 0 };
  const first = await asked(
    viewedSite(1),
    (ask) => ask(list('answer', { metrics: ['views'], include: {}, pagination: { limit: 2 } })),
    { kept: counting('breakdown', found) },
  );
  expect(first.results).toHaveLength(2);
  expect(found.rows).toBeLessThanOrEqual(5);
});
