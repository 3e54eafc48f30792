import { QueryAnalytics, type AnalyticsQuery, type AnalyticsRow } from '@stoa/contracts';
import type { Generation, Projection, RecordedEvent } from '@stoa/kernel';
import { WHOLE_LOG, applyBatch } from '@stoa/projections-engine';
import { served } from '@stoa/projections-engine/testing/served';
import type { WithGeneration } from '@stoa/projections-engine/testing/read-model-scenario';
import { LoggedFacts } from '../view-rollups/analytics/sealed-facts.ts';
import { QueryAnalyticsHandler } from '../view-rollups/query-analytics.query.ts';
import { viewRollups } from '../view-rollups/view-rollups.projection.ts';
import { withGeneration } from './fold-in-partitions.ts';
import { naiveAnalytics, type NaiveRow } from './naive-analytics.ts';
import type { ViewedSite } from './viewed-site.ts';

export const rollups = viewRollups as unknown as Projection;

export type AnalyticsHandler = new (...ports: ConstructorParameters<typeof QueryAnalyticsHandler>) => QueryAnalyticsHandler;

/** Runs `use` with what answers queries about a site, in events one by one or all at once. */
export async function asked<A>(
  site: ViewedSite,
  use: (ask: (query: AnalyticsQuery) => ReturnType<QueryAnalyticsHandler['execute']>) => Promise<A>,
  {
    projection = rollups,
    Handler = QueryAnalyticsHandler as AnalyticsHandler,
    log = site.log,
    batch = 3,
    kept = withGeneration as WithGeneration,
  } = {},
): Promise<A> {
  return kept(projection, async (generation) => {
    await fold(projection, generation, log, batch);
    const models = served(new Map([[projection.name, generation]]));
    const handler = new Handler(models, new LoggedFacts(models, site.store), () => Date.parse('2027-04-01T00:00Z'));
    return use((query) => handler.execute(new QueryAnalytics(query)));
  });
}

async function fold(projection: Projection, generation: Generation, log: readonly RecordedEvent[], size: number): Promise<void> {
  let from = '';
  for (let index = 0; index < log.length; index += size)
    from = await applyBatch(projection, generation, WHOLE_LOG, from, log.slice(index, index + size), { marks: false });
}

/** In any order, and numbers to nine digits: divisions round. */
const comparable = (rows: readonly (AnalyticsRow | NaiveRow)[]) =>
  rows
    .map(({ dimensions, metrics }) => JSON.stringify([dimensions, metrics.map((value) => value && Number(value.toPrecision(9)))]))
    .sort();

/** Queries to which the answer is not what counting one by one says. */
export async function faults(
  site: ViewedSite,
  queries: readonly AnalyticsQuery[],
  options?: Parameters<typeof asked>[2],
): Promise<object[]> {
  return asked(
    site,
    async (ask) => {
      const wrong: object[] = [];
      for (const query of queries) {
        const { results, meta } = await ask(query);
        const [found, expected] = [comparable(results), comparable(naiveAnalytics(query, site.facts, site.imports, site))];
        if (JSON.stringify(found) !== JSON.stringify(expected)) wrong.push({ query, source: meta.source, found, expected });
      }
      return wrong;
    },
    options,
  );
}
