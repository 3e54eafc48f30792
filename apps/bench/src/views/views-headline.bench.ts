import { join } from 'node:path';
import { QueryAnalytics, analyticsMetrics, analyticsQuery, type AnalyticsMetric, type AnalyticsResult } from '@stoa/contracts';
import { SqliteEventStore } from '@stoa/event-store';
import type { Generation } from '@stoa/kernel';
import { served } from '@stoa/projections-engine/testing/served';
import { QueryAnalyticsHandler } from '@stoa/read-models';
import { viewRollups } from '@stoa/read-models/projections';
import { figure, ratio, type Bench } from '../bench.ts';
import { busyness, withServers } from '../distributed/site.ts';
import { RawViews } from './raw-views.ts';
import { foldIntoPostgres } from './rollups.ts';
import { sealViews } from './seal-views.ts';
import { DAY_MS, syntheticViews } from './synthetic-views.ts';

const START = Date.UTC(2026, 0, 1);
const DAYS = 90;
const END = START + DAYS * DAY_MS;
const SHOWN_DAYS = 28;
const REPEATS = 20;
/** What a site counts that has views and visitors, and what small peers show. */
const SHARED: readonly AnalyticsMetric[] = ['views', 'visitors', 'views_per_visitor', 'read_time', 'excluded', 'bot_share'];

export const viewsHeadline: Bench = {
  name: 'views-headline',
  description: `headline numbers of ${SHOWN_DAYS} days on Postgres, from rollups, against SQL over raw views, grouped by visit`,
  run: ({ views, rounds, folder, log }) =>
    withServers(['postgres'], async ({ postgres: { url } }) => {
      log(`sealing ${views.toLocaleString('en-US')} views of ${DAYS} days`);
      const store = SqliteEventStore.open(join(folder, 'events.sqlite'));
      const sealed = await sealViews(store, syntheticViews(views, DAYS, START));
      log('folding rollups');
      const { generation, seconds, close } = await foldIntoPostgres(store, url);
      log(`folded in ${seconds.toFixed(0)} s; raw views`);
      const rawViews = await RawViews.of(store, url);
      await store.close();
      const found: Found = { raw: [], shared: [], whole: [], ratios: [] };
      try {
        for (let round = 0; round < rounds; round++) {
          log(`round ${round + 1} of ${rounds}`);
          await measure(rawViews, generation, found);
        }
      } finally {
        await rawViews.close();
        await close();
      }
      return {
        figures: [
          figure('SQL over raw views, grouped by visit', 'ms', found.raw),
          figure('from rollups', 'ms', found.shared),
          figure('from rollups, all metrics', 'ms', found.whole),
        ],
        ratios: [ratio('raw / rollups', found.ratios, 100)],
        notes: [
          `${sealed.views.toLocaleString('en-US')} views, ${sealed.facts.toLocaleString('en-US')} facts of ${DAYS} days; views and visitors of both are equal; Postgres without fsync`,
          `rollups were built in ${seconds.toFixed(1)} s: ${Math.round(sealed.facts / seconds).toLocaleString('en-US')} facts/s`,
          busyness(),
        ],
      };
    }),
};

interface Found {
  readonly raw: number[];
  readonly shared: number[];
  readonly whole: number[];
  readonly ratios: number[];
}

async function measure(rawViews: RawViews, generation: Generation, found: Found): Promise<void> {
  const [rawMs, raw] = await timed(() => rawViews.headline(END - SHOWN_DAYS * DAY_MS, END));
  const shared = await repeated(() => headline(generation, SHARED));
  const [row] = shared.result.results;
  if (row?.metrics[0] !== raw.views || row.metrics[1] !== raw.visitors)
    throw new Error(`SQL says ${JSON.stringify(raw)}, rollups ${JSON.stringify(row)}`);
  found.raw.push(rawMs);
  found.shared.push(...shared.ms);
  found.whole.push(...(await repeated(() => headline(generation, analyticsMetrics))).ms);
  found.ratios.push(rawMs / shared.ms[REPEATS / 2]!);
}

function headline(generation: Generation, metrics: readonly AnalyticsMetric[]): Promise<AnalyticsResult> {
  const handler = new QueryAnalyticsHandler(served(new Map([[viewRollups.name, generation]])), undefined, () => END - 1);
  return handler.execute(new QueryAnalytics(analyticsQuery.parse({ metrics: [...metrics], date_range: '28d' })));
}

async function repeated(ask: () => Promise<AnalyticsResult>): Promise<{ ms: number[]; result: AnalyticsResult }> {
  let result = await ask();
  const ms: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const [took, again] = await timed(ask);
    ms.push(took);
    result = again;
  }
  return { ms: ms.sort((a, b) => a - b), result };
}

async function timed<A>(run: () => Promise<A>): Promise<[number, A]> {
  const started = performance.now();
  const result = await run();
  return [performance.now() - started, result];
}
