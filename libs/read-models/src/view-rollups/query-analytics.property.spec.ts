import { QueryAnalytics, valueDimensions, type AnalyticsQuery, type AnalyticsRow } from '@stoa/contracts';
import type { Generation, Projection, RecordedEvent } from '@stoa/kernel';
import { WHOLE_LOG, applyBatch } from '@stoa/projections-engine';
import { served } from '@stoa/projections-engine/testing/served';
import { rounds } from '@stoa/testing';
import { withGeneration } from '../testing/fold-in-partitions.ts';
import { naiveAnalytics, type NaiveRow } from '../testing/naive-analytics.ts';
import { randomQueries } from '../testing/random-queries.ts';
import { viewedSite, type ViewedSite } from '../testing/viewed-site.ts';
import { planOf, type Plan } from './analytics/plan.ts';
import { LoggedFacts } from './analytics/sealed-facts.ts';
import { QueryAnalyticsHandler } from './query-analytics.query.ts';
import { viewRollups } from './view-rollups.projection.ts';

const ROUNDS = rounds('STOA_SEEDS', { small: 3, full: 40 });
const QUERIES = rounds('STOA_QUERIES', { small: 60, full: 300 });
const seeds = Array.from({ length: ROUNDS }, (_, index) => index + 1);
const model = viewRollups as unknown as Projection;

type Handler = new (...ports: ConstructorParameters<typeof QueryAnalyticsHandler>) => QueryAnalyticsHandler;

/** Runs `use` with what answers queries about a site, in events one by one or all at once. */
async function asked<A>(
  site: ViewedSite,
  use: (ask: (query: AnalyticsQuery) => ReturnType<QueryAnalyticsHandler['execute']>) => Promise<A>,
  { projection = model, Handler = QueryAnalyticsHandler as Handler, log = site.log, batch = 3 } = {},
): Promise<A> {
  return withGeneration(projection, async (generation) => {
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

/** Rows without anything to tell are of no matter; shares are compared to nine digits. */
const comparable = (rows: readonly (AnalyticsRow | NaiveRow)[]) =>
  rows
    .map(({ dimensions, metrics }) => JSON.stringify([dimensions, metrics.map((value) => value && Number(value.toPrecision(9)))]))
    .sort();

async function faults(
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

it.each(seeds)('says what counting the facts one by one says (seed %i)', async (seed) => {
  const site = viewedSite(seed);
  expect(await faults(site, randomQueries(site, seed, QUERIES))).toEqual([]);
});

it.each(seeds)('says the same after a rebuild, in another order of shards (seed %i)', async (seed) => {
  const site = viewedSite(seed, 8);
  const queries = randomQueries(site, seed * 7, 20);
  const results = async (ask: (query: AnalyticsQuery) => Promise<{ results: AnalyticsRow[] }>) => {
    const all: AnalyticsRow[][] = [];
    for (const query of queries) all.push((await ask(query)).results);
    return all;
  };
  const shards = [...site.log].sort((a, b) => (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : a.revision - b.revision));
  const reordered = shards.map((event, index) => ({ ...event, position: String(index + 1).padStart(16, '0') }));
  expect(await asked(site, results, { log: reordered, batch: 1000 })).toEqual(await asked(site, results));
});

describe('totals add up', () => {
  const sumOf = (rows: readonly AnalyticsRow[]) =>
    [0, 1, 2].map((index) => rows.reduce((sum, { metrics }) => sum + (metrics[index] ?? 0), 0));
  const base = {
    metrics: ['views', 'visitors', 'excluded'],
    filters: [],
    order_by: [],
    include: {},
    pagination: { limit: 10_000, offset: 0 },
  };
  const query = (over: Partial<AnalyticsQuery>) => ({ ...base, ...over }) as AnalyticsQuery;

  it.each(['UTC', 'Asia/Kolkata', 'America/St_Johns', 'Australia/Lord_Howe'])(
    'over dimensions and quarter hours, in %s',
    async (timezone) => {
      await asked(viewedSite(5), async (ask) => {
        const range = { date_range: ['2026-10-03', '2027-03-28'], timezone } as const;
        const total = sumOf((await ask(query({ ...range, dimensions: [] } as object))).results);
        expect(total[0]).toBeGreaterThan(100);
        const whole = valueDimensions.filter(
          (dimension) => !['answer', 'question', 'page', 'mentor', 'topic'].includes(dimension),
        );
        for (const dimension of [...whole, 'time:quarter_hour', 'time:hour', 'time:week', 'time:month'] as const)
          expect([dimension, sumOf((await ask(query({ ...range, dimensions: [dimension] } as object))).results)]).toEqual([
            dimension,
            total,
          ]);
        const days = (await ask(query({ ...range, dimensions: ['time:day'] } as object))).results;
        for (const {
          dimensions: [day],
          metrics,
        } of days.slice(0, 6)) {
          const quarters = await ask(query({ date_range: [day!, day!], timezone, dimensions: ['time:quarter_hour'] } as object));
          expect([day, sumOf(quarters.results)]).toEqual([day, metrics]);
        }
      });
    },
  );
});

describe('the broken variants are noticed', () => {
  const site = viewedSite(9);
  const queries = randomQueries(site, 9, 60);

  it('a plan that forgets what is before and after whole days', async () => {
    class Edgeless extends QueryAnalyticsHandler {
      protected override readonly plan = (...asks: Parameters<typeof planOf>): Plan => {
        const plan = planOf(...asks);
        return plan.source === 'facts' ? plan : { ...plan, facts: [] };
      };
    }
    expect(await faults(site, queries, { Handler: Edgeless as Handler })).not.toEqual([]);
  });

  it('a fold that does not take back what was judged otherwise before', async () => {
    const recorded = model.handlers.get('ViewsRecorded.v1')!;
    const restated = model.handlers.get('ViewsRestated.v1')!;
    const adding = { ...restated, fold: recorded.fold };
    const projection = { ...model, handlers: new Map([...model.handlers, [restated.type, adding]]) };
    const forgetful = site.log.map((event) =>
      event.type === 'ViewsRestated.v1' ? { ...event, type: 'ViewsRecorded.v1' } : event,
    );
    expect(await faults(site, queries, { projection, log: forgetful })).not.toEqual([]);
  });

  it('and none of this is wrong with the sound one', async () => expect(await faults(site, queries)).toEqual([]));
});
