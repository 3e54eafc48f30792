import type { BoardEntry, Leaderboard, QuestionList, QuestionPage } from '@stoa/contracts';
import { apiUnderTest, type ApiUnderTest } from '../testing/api-under-test.ts';
import { answerFixture, boardEntry, boardFixture, pageFixture } from '../testing/fixtures.ts';
import { treeOf } from '../testing/html-tree.ts';
import { FAVICON, STYLE } from '@stoa/site';

const HOSTILE = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&lt;b&gt;\``;
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Pages in which every text that somebody wrote is this one. */
function pageOf(text: string): QuestionPage {
  const page = pageFixture({ title: text, status: 'closed', closedBecause: text, asker: { id: 'x', displayName: text } }, [
    answerFixture({ byline: { displayName: text, title: text, company: text, yearsOfExperience: 12 } }),
  ]);
  page.question.topics = [{ key: 'x', name: text }];
  page.topMentors = { formula: 'mentor.v1', topic: { key: 'x', name: text }, mentors: [entryOf(text)] };
  return page;
}
const boardOf = (text: string): Leaderboard => ({
  ...boardFixture(),
  topic: { key: 'x', name: text },
  mentors: [entryOf(text)],
});
const entryOf = (text: string): BoardEntry => {
  const entry = boardEntry(text);
  return { ...entry, mentor: { ...entry.mentor, title: text, company: text } };
};
const listOf = (text: string): QuestionList => {
  const item = { id: 'x', slug: 's', askedAt: '2026-06-22T10:00:00.000Z', topics: [], answers: 0, accepted: false };
  return { items: [{ ...item, status: 'open', title: text, asker: { id: 'x', displayName: text } }], next: null };
};

describe('pages', () => {
  let api: ApiUnderTest;
  beforeAll(async () => void (api = await apiUnderTest()));
  afterAll(() => api.app.close());
  beforeEach(() => {
    api.contexts.page = pageFixture();
    api.contexts.board = boardFixture();
  });
  const get = async (url: string, headers: Record<string, string> = {}) => api.app.inject({ url, headers });
  const bodyOf = async (url: string) => (await get(url)).body;

  it.each([
    ['/q/what-is-it', 13],
    ['/', 2],
    ['/t/product-management', 5],
  ])('show whatever people write as text: %s', async (url, atLeast) => {
    const treeWith = async (text: string) => {
      Object.assign(api.contexts, { page: pageOf(text), board: boardOf(text), list: listOf(text) });
      return treeOf(await bodyOf(url));
    };
    const [hostile, plain] = [await treeWith(HOSTILE), await treeWith('plain')];
    expect(hostile.shape).toEqual(plain.shape);
    expect(hostile.texts.join('').split(HOSTILE).length - 1).toBeGreaterThanOrEqual(atLeast);
    api.contexts.list = { items: [], next: null };
  });

  it('of questions run the beacon, and no other script', async () => {
    const { headers, body } = await get('/q/what-is-it');
    const [, nonce] = /script-src 'nonce-([\w-]{22})'/.exec(String(headers['content-security-policy'])) ?? [];
    expect(headers['content-security-policy']).toBe(`${POLICY}; script-src 'nonce-${nonce}'; connect-src 'self'`);
    expect(headers['cache-control']).toBe('private, no-store');
    expect([...body.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)).toEqual([expect.stringContaining(`nonce="${nonce}"`)]);
    expect(body).toMatch(/data-render="[\w-]{22}" data-token="[\w.-]+"/);
    expect(body).not.toMatch(/\sstyle=|\son\w+=|javascript:|<form|<iframe/i);
    const again = await get('/q/what-is-it');
    expect(again.headers['content-security-policy']).not.toBe(headers['content-security-policy']);
  });

  it.each(['/', '/t/product-management', '/q/gone', '/q/missing'])('have a strict policy and no script: %s', async (url) => {
    const { headers, body } = await get(url);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(body).not.toMatch(/<script|\sstyle=|\son\w+=|javascript:|<form|<iframe/i);
  });

  it.each(['/', '/q/what-is-it', '/t/product-management', '/q/gone'])(
    'have landmarks, a language and one outline: %s',
    async (url) => {
      const body = await bodyOf(url);
      expect(body).toMatch(/^<!doctype html>\s*<html lang="en">/);
      for (const landmark of ['<header class="site">', '<main id="main">', '<footer class="site">', 'href="#main"'])
        expect(body.split(landmark).length).toBe(2);
      const levels = [...body.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
      expect(levels.filter((level) => level === 1)).toEqual([1]);
      levels.forEach((level, index) => expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1));
    },
  );

  it('show all that a question page has', async () => {
    const body = (await bodyOf('/q/what-is-it')).replace(/\s+/g, ' ');
    for (const part of [
      '<h1 id="question" dir="auto">What is it?</h1>',
      'asked by <bdi>Grace Example</bdi>',
      '<time datetime="2026-06-22">22 June 2026</time>',
      '<a href="/t/product-management" dir="auto">Product Management</a>',
      '1 answer',
      '<bdi>Ada Example</bdi>',
      'Head of Product, Example Ltd',
      '<time datetime="2026-06-23">23 June 2026</time>',
      '<p><strong>Why.</strong></p>',
      '1,298 views',
      '(1,200 counted elsewhere)',
      '9 of 10 found it helpful',
      '✓ Accepted',
      '<code>best.v1</code>',
      '<code>mentor.v1</code>',
    ])
      expect(body).toContain(part);
  });

  it('explain the order that the page names', async () => {
    expect(await bodyOf('/q/what-is-it')).not.toContain('fewer ratings');
    api.contexts.page = { ...pageFixture(), formula: 'best.v2' };
    expect(await bodyOf('/q/what-is-it')).toContain('then fewer ratings that did not');
  });

  it('take a body’s HTML as it is, with its headings below the page’s own', async () => {
    const html = '<h1>a</h1><h4>b</h4><p>&lt;h1&gt;</p>';
    api.contexts.page = pageFixture({}, [answerFixture({ body: { markdown: '', html } })]);
    expect(await bodyOf('/q/what-is-it')).toContain('<h4>a</h4><h6>b</h6><p>&lt;h1&gt;</p>');
  });

  it('are 410 and 404 in words, without a fragment of the text', async () => {
    const gone = await get('/q/gone');
    expect([gone.statusCode, gone.headers['cache-control']]).toEqual([410, 'no-store']);
    expect(gone.body).toContain('Withdrawn');
    expect(gone.body).not.toContain('What is it?');
    expect((await get('/q/missing')).statusCode).toBe(404);
    expect((await get('/q/No%20Slug')).statusCode).toBe(404);
  });

  it('answer a browser that is lost with a page, and a program with a problem', async () => {
    const page = await get('/nowhere', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
    expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    const problem = await get('/nowhere');
    expect(problem.headers['content-type']).toContain('application/problem+json');
    const api = await get('/v1/nowhere', { accept: 'text/html' });
    expect(api.headers['content-type']).toContain('application/problem+json');
  });

  it('link to the older questions by cursor', async () => {
    api.contexts.list = { items: [], next: 'abc_-1' };
    expect(await bodyOf('/')).toContain('<a rel="next" href="/?cursor=abc_-1">Older</a>');
    api.contexts.list = { items: [], next: null };
  });

  it.each([STYLE, FAVICON])('load $file, which may be kept for ever', async ({ file, type, content }) => {
    expect(await bodyOf('/')).toContain(`href="/assets/${file}"`);
    const { body, headers } = await get(`/assets/${file}`);
    expect(body).toBe(content);
    expect(headers).toMatchObject({ 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' });
    expect(Buffer.byteLength(content)).toBeLessThan(10 * 1024);
  });

  it('load nothing that another version had', async () => {
    expect((await get('/assets/stoa.000000000000.css')).statusCode).toBe(404);
  });
});
