import { analyticsQuery } from '@stoa/contracts';
import fc from 'fast-check';
import { anyRequest } from '../testing/arbitrary-request.ts';
import { dashboardQueries } from './dashboard-queries.ts';
import { plainRequest, type DashboardRequest } from './dashboard-request.ts';
import { liveQueries } from './live-queries.ts';

const site = plainRequest({ kind: 'site' }, 'UTC');
const named = (request: Partial<DashboardRequest>, name: string) =>
  dashboardQueries({ ...site, ...request }).find((query) => query.name === name)?.query;

it('asks nothing that the contract would refuse, and nothing under the same name', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      const queries = [...dashboardQueries(request), ...liveQueries(request.timezone)];
      for (const { query } of queries) expect(analyticsQuery.safeParse(query).error).toBeUndefined();
      const names = dashboardQueries(request).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }),
  );
});

it.each([
  [{ name: 'today' }, 'time:hour'],
  [{ name: '28d' }, 'time:day'],
  [{ name: '12mo' }, 'time:month'],
  [{ name: 'all' }, 'time:month'],
  [{ name: 'custom', from: '2026-01-01', to: '2026-01-01' }, 'time:hour'],
  [{ name: 'custom', from: '2026-01-01', to: '2026-04-02' }, 'time:day'],
  [{ name: 'custom', from: '2026-01-01', to: '2026-04-03' }, 'time:month'],
] as const)('counts %j by %s', (period, bucket) => expect(named({ period }, 'series')?.dimensions).toEqual([bucket]));

it('joins the scope, and values of one dimension', () => {
  const scope = { kind: 'answer', id: 'a-1' } as const;
  const filters = [
    { dimension: 'country', value: 'DE' },
    { dimension: 'browser', value: 'Firefox' },
    { dimension: 'country', value: null },
  ] as const;
  expect(named({ scope, filters }, 'headline')?.filters).toEqual([
    ['is', 'answer', ['a-1']],
    ['is', 'country', ['DE', null]],
    ['is', 'browser', ['Firefox']],
  ]);
});

it('searches a list by parts of its values, and questions by the words of their address', () => {
  const list = { page: 3, search: 'Product  owner?' };
  expect(named({ list: { ...list, dimension: 'company' } }, 'list')).toMatchObject({
    filters: [['contains', 'company', ['Product  owner?']]],
    pagination: { limit: 50, offset: 100 },
    include: { total_rows: true },
  });
  expect(named({ list: { ...list, dimension: 'question' } }, 'list')?.filters).toEqual([
    ['contains', 'page', ['product']],
    ['contains', 'page', ['owner']],
  ]);
});

it('lists what did not count where the page shows that', () => {
  expect(named({ metric: 'bot_share' }, 'by-country')?.metrics).toEqual(['excluded']);
  expect(named({}, 'by-country')?.metrics).toEqual(['views', 'visitors']);
});

it('asks only for the panel that is wanted as CSV', () => {
  expect(dashboardQueries({ ...site, csv: 'by-country' }).map(({ name }) => name)).toEqual(['by-country']);
  expect(dashboardQueries({ ...site, csv: 'by-nothing' })).toEqual([]);
});

it('compares only where that was asked', () => {
  expect(named({ compare: false }, 'headline')?.include).toEqual({});
  expect(named({}, 'headline')?.include).toEqual({ comparison: 'previous_period' });
});
