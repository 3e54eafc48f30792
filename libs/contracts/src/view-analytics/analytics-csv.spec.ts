import { analyticsCsv } from './analytics-csv.ts';
import { analyticsQuery, type AnalyticsMeta, type AnalyticsRow } from './analytics-query.ts';

const csv = (results: AnalyticsRow[], dimensions: string[] = ['referrer']) =>
  analyticsCsv({
    results,
    meta: {} as AnalyticsMeta,
    query: analyticsQuery.parse({ metrics: ['views', 'bot_share'], date_range: '7d', dimensions }),
  });
const one = (value: string | null) => csv([{ dimensions: [value], metrics: [3, null] }]).split('\r\n')[1];

it('names its columns, and leaves empty what there is none of', () =>
  expect(csv([{ dimensions: [null], metrics: [-3, 0.25] }])).toBe('referrer,views,bot_share\r\n,-3,0.25\r\n'));

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('marks %j as text', (value) => expect(one(value)).toBe(`'${value},3,`));

it.each([
  ['\r=1', `"'\r=1",3,`],
  ['news, daily', '"news, daily",3,'],
  ['the "best"', '"the ""best""",3,'],
  ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")",3,`],
  ['news.example', 'news.example,3,'],
])('quotes %j where it must', (value, line) =>
  expect(csv([{ dimensions: [value], metrics: [3, null] }])).toBe(`referrer,views,bot_share\r\n${line}\r\n`),
);

it('puts the period before beside each row', () => {
  const comparison = { dimensions: ['2026-11-01'], metrics: [2, null], change: [50, null] };
  expect(csv([{ dimensions: ['2026-11-02'], metrics: [3, null], comparison }], ['time:day'])).toBe(
    'time:day,views,bot_share,previous_time:day,previous_views,previous_bot_share,change_views,change_bot_share\r\n' +
      '2026-11-02,3,,2026-11-01,2,,50,\r\n',
  );
});
