import type { QuestionPage } from '@stoa/contracts';
import { attribute, readPage } from './testing/html.ts';
import { answersHtml } from './answers.page.tsx';
import { questionHtml } from './question.page.tsx';

const id = '7d1e5a60-0000-4000-8000-000000000001';
const answer = '7d1e5a60-0000-4000-8000-000000000002';
const page = (title = 'What is it?'): QuestionPage => ({
  question: {
    ...{ id, slug: 'what-is-it', title, status: 'open', closedBecause: null, day: '2026-06-22', topics: [] },
    askedAt: '2026-06-22T10:00:00.000Z',
    body: { markdown: '', html: '' },
    asker: { id, displayName: 'Grace Example' },
    ratings: { helpful: 0, notHelpful: 0 },
    views: { total: 0, imported: 0 },
  },
  formula: 'best.v1',
  answers: [
    {
      ...{ rank: 1, id: answer, day: '2026-06-23', publishedAt: '2026-06-23T10:00:00.000Z', revisedAt: null, accepted: false },
      mentor: { id, handle: 'ada' },
      byline: { displayName: 'Ada Example', title: '', company: '', yearsOfExperience: null },
      body: { markdown: 'x', html: '<p>x</p>' },
      views: { total: 1298, imported: 0 },
      ratings: { helpful: 0, notHelpful: 0 },
    },
  ],
  totalAnswers: 1,
  next: null,
  topMentors: { formula: 'mentor.v1', topic: null, mentors: [] },
});
const reader = {
  render: 'r-1',
  token: 't.1',
  nonce: 'n0nce',
  scripts: ['beacon.js'],
  reader: { displayName: 'Alan <Example>', formToken: 'f' },
};
const articles = (html: string) => readPage(html).elements.filter(({ tagName }) => tagName === 'article');

it('carries what the beacon needs, each time its own', () => {
  const one = page();
  const html = questionHtml(one, reader);
  const [question, first] = articles(html);
  expect(['data-question', 'data-render', 'data-token'].map((name) => attribute(question!, name))).toEqual([id, 'r-1', 't.1']);
  expect(attribute(first!, 'data-answer')).toBe(answer);
  expect(html).toContain('<script defer nonce="n0nce" src="/assets/beacon.js"></script></head>');
  expect(html).toContain('<bdi>Alan &lt;Example></bdi>');
  expect(readPage(html).errors).toEqual([]);
  expect(questionHtml(one, { ...reader, render: 'r-2' })).toBe(html.replace('r-1', 'r-2'));
});

it('has nothing of a reader’s without one', () => {
  const html = questionHtml(page());
  expect(html).not.toMatch(/data-render|data-token|<script|class="reader"/);
  expect(readPage(html).errors).toEqual([]);
});

it('escapes what it puts in', () => {
  const html = questionHtml(page(), { ...reader, render: `"><script>`, token: `&"<` });
  const [question] = articles(html);
  expect(['data-render', 'data-token'].map((name) => attribute(question!, name))).toEqual([`"><script>`, `&"<`]);
});

it('takes no text for the place of a reader’s part', () => {
  const html = questionHtml(page('head-x corner-x data-render="render-x"'), reader);
  expect(html.split('data-token=')).toHaveLength(2);
  expect(html.split('<script')).toHaveLength(2);
});

it('leads from an answer’s views to their explanation', () =>
  expect(questionHtml(page())).toContain(`<a href="/a/${answer}/views">1,298 views</a>`));

it('links to the answers that it leaves out, which are viewed like those on it', () => {
  const html = questionHtml({ ...page(), totalAnswers: 41, next: 'AwAA' });
  expect(html).toContain('<h2 id="answers">41 answers</h2>');
  expect(html).toContain('<a rel="next" href="/q/what-is-it/answers?cursor=AwAA">40 more answers</a>');
  const { question, answers } = page();
  const rest = answersHtml({ question, items: [{ ...answers[0]!, rank: 31 }], total: 41, next: null }, reader);
  const [around, first] = articles(rest);
  expect(['data-question', 'data-render', 'data-token'].map((name) => attribute(around!, name))).toEqual([id, 'r-1', 't.1']);
  expect(attribute(first!, 'data-answer')).toBe(answer);
  expect(rest).toContain('Answers from 31 of 41');
  expect(rest).not.toContain('rel="next"');
  expect(readPage(rest).errors).toEqual([]);
});
