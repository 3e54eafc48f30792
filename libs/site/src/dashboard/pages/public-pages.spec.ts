import { viewClasses, type ViewsExplained } from '@stoa/contracts';
import { linksOf, readPage, wordsOf } from '../../testing/html.ts';
import { liveQueries } from '../request/live-queries.ts';
import { madeUpResults } from '../testing/made-up-results.ts';
import { explanationHtml } from './explanation.page.tsx';
import { livePageHtml } from './live.page.tsx';
import { whatCountsHtml } from './what-counts.page.tsx';

const classes = (count: number) => Object.fromEntries(viewClasses.map((name) => [name, count])) as ViewsExplained['classes'];
const explained: ViewsExplained = {
  answerId: '00000000-0000-4000-8000-000000000000',
  day: null,
  total: 1298,
  counted: 98,
  imported: 1200,
  rules: 'views.rules.v1',
  classes: { ...classes(7), human: 98, known_bot: 12, automated: 3 },
  bots: [{ name: 'Googlebot', facts: 12 }],
  restated: 3,
  freshness: { position: '7', at: '2026-11-28T15:31:22.000Z' },
};
const explanation = (changes: Partial<ViewsExplained> = {}, title = 'What is it?', displayName = 'Ada Example') =>
  explanationHtml({ explained: { ...explained, ...changes }, question: { slug: 'what-is-it', title }, displayName });
const words = (html: string) => wordsOf(readPage(html));

it('explains a number by what it was made of', () => {
  const text = words(explanation());
  for (const part of [
    '1,298 views',
    '98 of them were counted here; 1,200 were counted by another system',
    'Bots159.7%', // 12 by name and 3 by behaviour, of 155
    'Googlebot 12',
    'views.rules.v1',
    '3 facts were judged again by later rules',
    'Counted up to 28 Nov 2026, 15:31 UTC',
  ])
    expect(text).toContain(part);
  expect(linksOf(readPage(explanation())).map(({ href }) => href)).toEqual(
    expect.arrayContaining(['/q/what-is-it#a-00000000-0000-4000-8000-000000000000', '/what-counts-as-a-view']),
  );
});

it('says what to do where nothing came in', () => {
  const text = words(explanation({ total: 0, counted: 0, imported: 0, classes: classes(0), bots: [], restated: 0 }));
  expect(text).toContain('No page has told that it showed this answer yet');
  expect(text).toContain('nothing was imported');
});

it('says which day it explains', () => expect(words(explanation({ day: '2026-11-02' }))).toContain('on 2 November 2026 (UTC)'));

it('shows hostile text as text', () => {
  const HOSTILE = `"><script>alert(1)</script>`;
  const [hostile, plain] = [HOSTILE, 'plain'].map((text) =>
    readPage(explanation({ bots: [{ name: text, facts: 1 }] }, text, text)),
  );
  expect(hostile!.shape).toEqual(plain!.shape);
});

const live = (refreshes: boolean, size = 1) =>
  livePageHtml({ results: madeUpResults(liveQueries(), { size }), names: {}, refreshes, nonce: 'n0nce' });

it.each([explanation(), whatCountsHtml(), live(true), live(false), live(true, 0)])(
  'is well-formed, without style in attributes',
  (html) => {
    expect(readPage(html).errors).toEqual([]);
    expect(html).not.toMatch(/\sstyle=|https?:/);
    expect(html.match(/<h1/g)).toHaveLength(1);
  },
);

it('renews itself without script, until it is told to stand still', () => {
  expect(live(true)).toContain('<noscript><meta http-equiv="refresh" content="10"/></noscript>');
  expect(live(true)).toContain('href="/live?refresh=off"');
  expect(live(false)).not.toMatch(/http-equiv|data-live/);
});

it('shows who is here now', () => expect(words(live(true))).toContain('7,200 visitors now'));
