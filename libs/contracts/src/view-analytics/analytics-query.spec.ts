import { analyticsQuery } from './analytics-query.ts';

const query = (fields: object) => analyticsQuery.safeParse({ metrics: ['views'], date_range: '7d', ...fields });
const pathOf = (fields: object) => query(fields).error?.issues.map(({ path }) => path.join('/'));

it('fills in what was left out, and takes that for the same query', () => {
  const { data } = query({});
  expect(data).toEqual({
    metrics: ['views'],
    date_range: '7d',
    dimensions: [],
    filters: [],
    order_by: [],
    include: {},
    timezone: 'UTC',
    pagination: { limit: 100, offset: 0 },
  });
  expect(analyticsQuery.parse(data)).toEqual(data);
});

it('takes filters within filters', () => {
  const filters = [
    [
      'and',
      [
        ['is', 'country', ['NL', null]],
        ['not', ['or', [['contains', 'referrer', ['example']]]]],
      ],
    ],
  ];
  expect(query({ filters }).data?.filters).toEqual(filters);
});

it('says where a filter is wrong', () => {
  expect(pathOf({ filters: [['and', [['is', 'colour', ['red']]]]] })).toEqual(['filters/0/1/0/1']);
  expect(pathOf({ filters: [['is', 'country', []]] })).toEqual(['filters/0/2']);
  expect(pathOf({ filters: ['country'] })).toEqual(['filters/0']);
  expect(pathOf({ filters: [['is', 'time:day', ['2026-11-02']]] })).toEqual(['filters/0/1']);
});

it.each([
  [8, true],
  [9, false],
  [1000, false],
  [200_000, false],
])('takes filters %d deep: %s', (depth, taken) => {
  let filter: unknown = ['is', 'country', ['NL']];
  for (let level = 1; level < depth; level++) filter = ['not', filter];
  expect(query({ filters: [filter] }).success).toBe(taken);
});

it('takes at most 50 clauses in all', () => {
  const some = (length: number) => ['or', Array.from({ length }, () => ['is', 'os', ['Linux']])];
  expect(query({ filters: [some(20), some(20), some(10)] }).success).toBe(true);
  expect(query({ filters: [some(20), some(20), some(11)] }).success).toBe(false);
});

it('refuses what is asked for twice, and two dimensions of time', () => {
  expect(pathOf({ metrics: ['views', 'views'] })).toEqual(['metrics']);
  expect(pathOf({ dimensions: ['os', 'os'] })).toEqual(['dimensions']);
  expect(pathOf({ dimensions: ['time:day', 'time:hour'] })).toEqual(['dimensions']);
});

it('takes days that exist, and instants with an offset', () => {
  expect(query({ date_range: ['2026-02-28', '2026-03-01'] }).success).toBe(true);
  expect(query({ date_range: ['2026-02-28T00:00:00Z', '2026-03-01T12:00:00+05:30'] }).success).toBe(true);
  expect(query({ date_range: ['2026-02-30', '2026-03-01'] }).success).toBe(false);
});
