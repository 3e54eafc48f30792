import { QueryAnalytics, analyticsQuery, type AnalyticsRequest } from '@stoa/contracts';
import { aFact, aReader, aTarget } from '@stoa/contracts/testing/facts';
import type { ReadModels } from '@stoa/kernel';
import { readModelScenario } from '@stoa/projections-engine/testing/read-model-scenario';
import { answerPublished, idOf, viewsImported } from '@stoa/testing';
import { withGeneration } from '../testing/fold-in-partitions.ts';
import { automated, restated, sealed } from '../testing/sealed-views.ts';
import type { SealedFacts } from './analytics/sealed-facts.ts';
import { QueryAnalyticsHandler } from './query-analytics.query.ts';
import { viewRollups } from './view-rollups.projection.ts';

const { given } = readModelScenario(withGeneration, viewRollups);
const NOW = Date.parse('2026-11-02T12:00Z');
const at = (text: string) => Date.parse(text);
const { answerId, mentorId, questionId } = aTarget();
const other = aTarget({ answerId: idOf('other answer'), mentorId: idOf('other mentor') });
const facts = [
  aFact({ at: at('2026-10-26T10:00Z'), referrer: 'news.example' }),
  aFact({ at: at('2026-11-01T23:30Z'), referrer: 'news.example' }),
  aFact({ at: at('2026-11-02T09:31Z') }),
  aFact({ at: at('2026-11-02T11:45Z'), first: 0, target: other, referrer: 'forum.example' }),
  aFact({ at: at('2026-11-02T11:50Z'), first: 0, class: 'automated', reader: aReader({ bot: 'Googlebot' }) }),
];
const past = [sealed(facts)];
const log: SealedFacts = {
  async *read() {
    yield facts.map((fact) => ({ fact, sign: 1 as const }));
  },
};

const ask =
  (request: Partial<AnalyticsRequest>, more: { onlyMentor?: string; without?: 'facts' } = {}) =>
  (readModels: ReadModels) => {
    const query = analyticsQuery.parse({ metrics: ['views'], date_range: '7d', ...request });
    const { without, ...scope } = more;
    return new QueryAnalyticsHandler(readModels, without ? undefined : log, () => NOW).execute(
      new QueryAnalytics({ ...query, ...scope }),
    );
  };
const rows = (...values: [string | null, number][]) => ({
  results: values.map(([value, views]) => ({ dimensions: [value], metrics: [views] })),
});

it('counts all of a range in one row, and says what it is made of', () =>
  given(...past)
    .when(ask({ metrics: ['views', 'visitors', 'excluded', 'bot_share', 'views_per_visitor', 'answers_viewed'] }))
    .thenResult({
      results: [{ dimensions: [], metrics: [3, 2, 1, 0.25, 1.5, 2] }],
      meta: {
        source: 'rollups',
        rules: 'views.rules.v1',
        sampling: 'never',
        range: ['2026-10-27T00:00:00.000Z', '2026-11-03T00:00:00.000Z'],
        freshness: { position: '0000000000000001', at: '2026-11-02T11:50:00.000Z' },
      },
    }));

it.each([
  ['day', 2],
  ['7d', 3],
  ['28d', 4],
  ['30d', 4],
  ['month', 3],
  ['6mo', 4],
  ['12mo', 4],
  ['year', 4],
  ['all', 4],
  ['realtime', 1],
] as const)('knows what %s is', (date_range, views) =>
  given(...past)
    .when(ask({ date_range }))
    .thenResult({ results: [{ metrics: [views] }] }),
);

it('has days where the clocks of the zone have them', () =>
  given(...past)
    .when(ask({ dimensions: ['time:day'], timezone: 'Asia/Kolkata', include: { time_labels: true } }))
    .thenResult({
      ...rows(['2026-11-02', 3]),
      meta: { time_labels: ['2026-10-27', '2026-10-28', '2026-10-29', '2026-10-30', '2026-10-31', '2026-11-01', '2026-11-02'] },
    }));

it('has 25 quarter-hour fours on a day when the clocks go back', () =>
  given()
    .when(ask({ date_range: ['2026-10-25', '2026-10-25'], dimensions: ['time:hour'], timezone: 'Europe/Amsterdam' }))
    .thenResult({ results: [], meta: { range: ['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'] } }));

it('breaks down by a dimension, the largest first, none last', () =>
  given(...past)
    .when(ask({ date_range: 'all', dimensions: ['referrer'], include: { total_rows: true } }))
    .thenResult({ ...rows(['news.example', 2], ['forum.example', 1], [null, 1]), meta: { total_rows: 3, source: 'rollups' } }));

it('sorts and pages as asked', () =>
  given(...past)
    .when(
      ask({ date_range: 'all', dimensions: ['referrer'], order_by: [['referrer', 'asc']], pagination: { limit: 1, offset: 1 } }),
    )
    .thenResult(rows(['news.example', 2])));

it('orders what counts the same by what is shown of it, whatever is read first', async () => {
  const answers = ['f', 'e', 'd', '0'].map((digit) => `${digit}0000000-0000-4000-8000-000000000000`);
  const each = sealed(answers.map((id) => aFact({ target: aTarget({ answerId: id }) })));
  const first = (offset: number) => ask({ dimensions: ['answer'], pagination: { limit: 1, offset } });
  for (const [offset, id] of [...answers].reverse().entries())
    await given(each)
      .when(first(offset))
      .thenResult(rows([id, 1]));
});

it('reads the facts for two dimensions, and says so', () =>
  given(...past)
    .when(ask({ dimensions: ['referrer', 'country'] }))
    .thenResult({
      results: [
        { dimensions: ['forum.example', 'NL'], metrics: [1] },
        { dimensions: ['news.example', 'NL'], metrics: [1] },
        { dimensions: [null, 'NL'], metrics: [1] },
      ],
      meta: { source: 'facts' },
    }));

it('cannot do that where it has no facts', () =>
  given(...past)
    .when(ask({ dimensions: ['referrer', 'country'] }, { without: 'facts' }))
    .thenFails('dependency-unavailable'));

it('filters by one thing from rollups, too', () =>
  given(...past)
    .when(ask({ filters: [['is', 'mentor', [mentorId!]]] }, { without: 'facts' }))
    .thenResult({ results: [{ metrics: [2] }], meta: { source: 'rollups' } }));

it('shows a mentor nothing of others, whatever is asked', async () => {
  await given(...past)
    .when(ask({}, { onlyMentor: mentorId! }))
    .thenResult({ results: [{ metrics: [2] }] });
  await given(...past)
    .when(ask({ filters: [['is', 'mentor', [other.mentorId!]]] }, { onlyMentor: mentorId! }))
    .thenResult({ results: [{ metrics: [0] }] });
});

it('needs no facts for one answer of that mentor', () =>
  given(answerPublished({ answerId: answerId!, mentorId: mentorId!, questionId }), ...past)
    .when(ask({ filters: [['is', 'answer', [answerId!]]] }, { onlyMentor: mentorId!, without: 'facts' }))
    .thenResult({ results: [{ metrics: [2] }], meta: { source: 'rollups' } }));

it('compares with the days before, each with its own', () =>
  given(...past)
    .when(ask({ dimensions: ['time:day'], include: { comparison: 'previous_period' } }))
    .thenResult({
      results: [
        { dimensions: ['2026-11-01'], metrics: [1], comparison: { dimensions: ['2026-10-25'], metrics: [0], change: [null] } },
        { dimensions: ['2026-11-02'], metrics: [2], comparison: { dimensions: ['2026-10-26'], metrics: [1], change: [100] } },
      ],
      meta: { comparison_range: ['2026-10-20T00:00:00.000Z', '2026-10-27T00:00:00.000Z'] },
    }));

it('takes back what was judged anew', () =>
  given(sealed(facts), restated(facts.slice(1, 3), automated))
    .when(ask({ metrics: ['views', 'excluded'] }))
    .thenResult({ results: [{ metrics: [1, 3] }], meta: { rules: 'views.rules.v2' } }));

describe('imported totals', () => {
  const imported = { ...viewsImported(), occurredAt: '2026-11-01T08:00:00.000Z' };

  it('are told, and count where that is asked for', async () => {
    const told = { views: 40, share: 40 / 43 };
    await given(...past, imported)
      .when(ask({}))
      .thenResult({ results: [{ metrics: [3] }], meta: { imported: told } });
    await given(...past, imported)
      .when(ask({ metrics: ['views', 'visitors'], include: { imports: true } }))
      .thenResult({ results: [{ metrics: [43, 2] }] });
  });

  it('are in no time series, and not in ranges without the day of the import', async () => {
    const include = { imports: true };
    await given(imported)
      .when(ask({ dimensions: ['time:day'], include }))
      .thenResult({ results: [] });
    await given(imported)
      .when(ask({ date_range: 'day', include }))
      .thenResult({ results: [{ metrics: [0] }] });
  });
});

describe('is refused', () => {
  it.each([
    ['a range that ends before it begins', { date_range: ['2026-11-02', '2026-11-01'] }],
    ['one of no length', { date_range: ['2026-11-02T00:00:00Z', '2026-11-02T00:00:00Z'] }],
    ['more than 100 years', { date_range: ['1900-01-01', '2026-11-02'] }],
    ['a zone that does not exist', { timezone: 'Mars/Olympus_Mons' }],
    ['an offset for a zone', { timezone: '+01:00' }],
    ['an order by what is not asked for', { order_by: [['visitors', 'asc']] }],
    [
      'a million of spans',
      { date_range: ['1990-01-01', '2026-11-02'], dimensions: ['time:quarter_hour'], include: { time_labels: true } },
    ],
  ] as [string, Partial<AnalyticsRequest>][])('%s', (_name, request) =>
    given(...past)
      .when(ask(request))
      .thenFails('validation-failed'),
  );
});
