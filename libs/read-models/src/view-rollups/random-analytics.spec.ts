import { valueDimensions, type AnalyticsQuery, type AnalyticsRow } from '@stoa/contracts';
import { rounds } from '@stoa/testing';
import { asked, faults, rollups, type AnalyticsHandler } from '../testing/asked-analytics.ts';
import { randomQueries } from '../testing/random-queries.ts';
import { viewedSite } from '../testing/viewed-site.ts';
import { planOf, type Plan } from './analytics/plan.ts';
import { QueryAnalyticsHandler } from './query-analytics.query.ts';

const ROUNDS = rounds('STOA_SEEDS', { small: 3, full: 40 });
const QUERIES = rounds('STOA_QUERIES', { small: 60, full: 300 });
const seeds = Array.from({ length: ROUNDS }, (_, index) => index + 1);

it.each(seeds)('says what counting the facts one by one says (seed %i)', async (seed) => {
  const site = viewedSite(seed);
  expect(await faults(site, randomQueries(site, seed, QUERIES))).toEqual([]);
});

it('answers a good part of them from rollups', async () => {
  const site = viewedSite(1);
  const sources = await asked(site, (ask) =>
    Promise.all(randomQueries(site, 1, 100).map(async (query) => (await ask(query)).meta.source)),
  );
  expect(sources.filter((source) => source === 'rollups').length).toBeGreaterThan(25);
  expect(sources.filter((source) => source === 'facts').length).toBeGreaterThan(25);
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
    expect(await faults(site, queries, { Handler: Edgeless as AnalyticsHandler })).not.toEqual([]);
  });

  it('a fold that does not take back what was judged otherwise before', async () => {
    const recorded = rollups.handlers.get('ViewsRecorded.v1')!;
    const restated = rollups.handlers.get('ViewsRestated.v1')!;
    const adding = { ...restated, fold: recorded.fold };
    const projection = { ...rollups, handlers: new Map([...rollups.handlers, [restated.type, adding]]) };
    const forgetful = site.log.map((event) =>
      event.type === 'ViewsRestated.v1' ? { ...event, type: 'ViewsRecorded.v1' } : event,
    );
    expect(await faults(site, queries, { projection, log: forgetful })).not.toEqual([]);
  });

  it('and none of this is wrong with the sound one', async () => expect(await faults(site, queries)).toEqual([]));
});
