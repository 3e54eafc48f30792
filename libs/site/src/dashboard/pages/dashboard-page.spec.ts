import { linksOf, readPage, textOf, wordsOf } from '../../testing/html.ts';
import type { EntityNames } from '../names.ts';
import { dashboardQueries } from '../request/dashboard-queries.ts';
import { readDashboardRequest } from '../request/read-dashboard-request.ts';
import type { DashboardScope } from '../request/dashboard-scope.ts';
import type { PanelResults } from '../results.ts';
import { madeUpResults, NOW } from '../testing/made-up-results.ts';
import { dashboardHtml, type DashboardPage } from './dashboard.page.tsx';

const HOSTILE = `=HYPERLINK("x")"><script>alert(1)</script><img src=x onerror='alert(2)'>&lt;b&gt;\``;
const SITE: DashboardScope = { kind: 'site' };
type Made = Parameters<typeof madeUpResults>[1];

function pageAt(search: string, made: Made = {}, more: Partial<DashboardPage> = {}, scope = SITE): string {
  const request = readDashboardRequest(scope, new URLSearchParams(search));
  return dashboardHtml({
    request,
    results: madeUpResults(dashboardQueries(request), made),
    names: {},
    now: NOW,
    nonce: 'n0nce',
    ...more,
  });
}

const ADDRESSES = [
  '',
  'period=today&tz=Asia/Kathmandu',
  'period=12mo',
  'period=all&metric=read_time',
  'period=custom&from=2026-11-01&to=2026-11-28',
  'tab=classes',
  'tab=classes&period=today',
  'view=country&q=a',
  'view=question&page=3',
  'f=country:DE&f=bot:Googlebot&compare=off',
  'metric=nope&tab=nope&period=nope',
];

it.each(ADDRESSES)('is well-formed, with landmarks and one outline: ?%s', (search) => {
  const html = pageAt(search);
  const page = readPage(html);
  expect(page.errors).toEqual([]);
  const ids = page.elements.flatMap(({ attrs }) => attrs.filter(({ name }) => name === 'id').map(({ value }) => value));
  expect(new Set(ids).size).toBe(ids.length);
  const levels = [...html.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
  expect(levels.filter((level) => level === 1)).toEqual([1]);
  levels.forEach((level, index) => expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1));
});

it.each(ADDRESSES)('needs no more than its policy allows: ?%s', (search) => {
  const html = pageAt(search);
  expect(html).not.toMatch(/\sstyle=|\son\w+=|javascript:|<iframe|https?:|src="\/\//i);
  expect(html.match(/<script[^>]*>/g)).toEqual([
    expect.stringMatching(/^<script( defer| nonce="n0nce"| src="\/assets\/stoa\.[0-9a-f]{12}\.js"){3}>$/),
  ]);
  expect(pageAt(search, {}, { nonce: undefined })).not.toContain('<script');
});

it.each(['', 'tab=classes', 'view=referrer'])('shows whatever people write as text: ?%s', (search) => {
  const treeWith = (text: string) => {
    const values = Object.fromEntries(
      ['referrer', 'utm_source', 'company', 'bot', 'browser', 'page', 'country'].map((one) => [one, [text]]),
    );
    const id = '00000000-0000-4000-8000-000000000000';
    const name = { name: text, detail: text };
    const names: EntityNames = { question: { [id]: name }, answer: { [id]: name }, mentor: { [id]: name } };
    const more = { names, title: name, reader: { displayName: text, formToken: 'f' } };
    return readPage(pageAt(`${search}&f=referrer:${encodeURIComponent(text)}&q=${encodeURIComponent(text)}`, { values }, more));
  };
  const [hostile, plain] = [treeWith(HOSTILE), treeWith('plain')];
  expect(hostile.shape).toEqual(plain.shape);
  expect(hostile.texts.join('').split(HOSTILE).length).toBeGreaterThan(3);
});

it('filters by every row, and each link leads to the request that it stands for', () => {
  const links = linksOf(readPage(pageAt('period=7d&f=browser:Firefox')));
  const germany = links.find(({ text }) => text === 'Germany')!;
  const { searchParams } = new URL(germany.href, 'http://localhost');
  expect(readDashboardRequest(SITE, searchParams)).toMatchObject({
    period: { name: '7d' },
    filters: [
      { dimension: 'browser', value: 'Firefox' },
      { dimension: 'country', value: 'DE' },
    ],
    notes: [],
  });
  const filtered = readPage(pageAt(searchParams.toString()));
  const chip = linksOf(filtered).find(({ text }) => text.startsWith('Remove the filter Country: Germany'))!;
  expect(chip.href).toBe('/analytics?period=7d&f=browser%3AFirefox');
});

it('never leads to an address that it could not read', () => {
  for (const search of ADDRESSES)
    for (const { href } of linksOf(readPage(pageAt(search)))) {
      const { pathname, searchParams } = new URL(href, 'http://localhost');
      if (pathname === '/analytics') expect(readDashboardRequest(SITE, searchParams).notes).toEqual([]);
    }
});

it('compares again after all time, and begins lists at their first page', () => {
  const href = (search: string, text: string) => linksOf(readPage(pageAt(search))).find((link) => link.text === text)?.href;
  expect(href('period=all', '7 days')).toBe('/analytics?period=7d');
  expect(href('compare=off', '7 days')).toBe('/analytics?period=7d&compare=off');
  expect(href('view=country&page=3', '7 days')).toBe('/analytics?period=7d&view=country');
});

it('says how each number was counted', () => {
  const of = (html: string) => linksOf(readPage(html)).filter(({ text }) => text.startsWith('How was this counted?'));
  expect(of(pageAt(''))).toHaveLength(8 + 1 + 13);
  expect(new Set(of(pageAt('')).map(({ href }) => href))).toEqual(new Set(['/analytics?tab=classes#how']));
  const answer = pageAt('', {}, {}, { kind: 'answer', id: 'a-1' });
  expect(new Set(of(answer).map(({ href }) => href))).toEqual(new Set(['/a/a-1/views']));
  expect(pageAt('tab=classes')).toContain('id="how"');
});

it('has every point of the chart in a table', () => {
  const { elements } = readPage(pageAt(''));
  const table = elements.find(({ tagName, attrs }) => tagName === 'table' && attrs.some(({ value }) => value === 'points'))!;
  expect(textOf(table)).toContain('28 Nov 2026');
  expect(elements.filter(({ attrs }) => attrs.some(({ name }) => name === 'data-at'))).toHaveLength(28);
});

const words = (html: string) => wordsOf(readPage(html));
const nothing = { size: 0, imported: { views: 0, share: null } };

it.each([
  ['f=country:XX', 'Nothing fits these filters in this period', 'Remove all filters'],
  ['', 'Nothing was seen in this period', 'Look at all time'],
  ['period=all', 'Nothing has been seen yet', 'npx stoa views import-log access.log'],
])('says what can be done where there is nothing: ?%s', (search, title, way) => {
  const text = words(pageAt(search, nothing));
  expect(text).toContain(title);
  expect(text).toContain(way);
  expect(text).toContain('nothing counted yet');
});

it('marks what was imported, also where there is nothing else', () => {
  expect(words(pageAt('', { imported: { views: 1200, share: 0.092 } }))).toMatch(
    /1,200 imported views: counted elsewhere, 9\.2% of all/,
  );
  const only = words(pageAt('period=all', { size: 0, imported: { views: 1200, share: 1 } }));
  expect(only).toMatch(/1,200 imported views: all that is known so far was counted elsewhere/);
  expect(only).not.toContain('Nothing has been seen yet');
});

it('stays a page where queries were refused', () => {
  const request = readDashboardRequest(SITE, new URLSearchParams());
  const refused = { refused: 'More than 10 seconds.' };
  const some = new Map([
    ...madeUpResults(dashboardQueries(request)),
    ['by-country', refused] as const,
    ['series', refused] as const,
  ]);
  const all: PanelResults = new Map(dashboardQueries(request).map(({ name }) => [name, refused]));
  expect(words(pageAt('', {}, { results: some })).split(refused.refused)).toHaveLength(3);
  expect(words(pageAt('', {}, { results: all }))).toContain('The numbers are not available');
  expect(readPage(pageAt('', {}, { results: new Map() })).errors).toEqual([]);
});

it('keeps long titles whole and names of any direction apart', () => {
  const title = { name: 'x'.repeat(300), detail: 'נועה כהן' };
  const html = pageAt('', {}, { title }, { kind: 'answer', id: 'a-1' });
  expect(html).toContain(`<h1 dir="auto">${title.name}</h1>`);
  expect(html).toContain('<bdi>נועה כהן</bdi>');
});

describe('lists', () => {
  const names: EntityNames = { mentor: { m: { name: 'Ada Example' } } };
  const made: Made = { values: { mentor: [null, 'm'], answer: [null, 'a'] } };

  it('lead to dashboards of their own where the reader may see them', () => {
    const links = (scope?: DashboardScope) => linksOf(readPage(pageAt('', made, { names }, scope))).map(({ href }) => href);
    expect(links()).toEqual(expect.arrayContaining(['/analytics/mentors/m', '/analytics/answers/a']));
    const own = links({ kind: 'mentor', id: 'm', handle: 'ada' });
    expect(own).toContain('/analytics/answers/a');
    expect(own.filter((href) => href?.startsWith('/analytics/questions/'))).toEqual([]);
  });

  it('name no visitors where there are none to count', () => {
    const without = (search: string, scope: DashboardScope = SITE) =>
      dashboardQueries(readDashboardRequest(scope, new URLSearchParams(search)))
        .filter(({ name, query }) => name.startsWith('by-') && !query.metrics.includes('visitors'))
        .map(({ name }) => name);
    expect(without('')).toEqual(['by-company']);
    expect(without('', { kind: 'mentor', id: 'm', handle: 'ada' })).toEqual(['by-question', 'by-company', 'by-page']);
    expect(without('f=question:q')).toEqual(['by-mentor', 'by-company']);
    const page = readPage(pageAt('', made, { names }));
    expect(wordsOf(page)).toMatch(/MentorViewsVisitorsthe question itself3,000–/);
  });
});

it('says once why a period has no numbers, whoever is there now', () => {
  const request = readDashboardRequest(SITE, new URLSearchParams());
  const results = new Map(
    [...madeUpResults(dashboardQueries(request))].map(([name, result]) => [
      name,
      name === 'now' ? result : { refused: 'This is no range of time.' },
    ]),
  );
  const words = wordsOf(readPage(pageAt('', {}, { results })));
  expect(words.split('This is no range of time.')).toHaveLength(2);
  expect(words).toContain('The numbers are not available');
});
