import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cast } from './client.ts';
import { deployment, type Deployment } from './deployment.ts';

const FILE = join(process.env['CORPUS_DIR'] ?? '', 'seed/question-page.txt');
const here = existsSync(FILE);
if (!here) console.warn('SKIPPED: the page that Stoa is modelled on; CORPUS_DIR names no folder with seed/');

interface SeedAnswer {
  name: string;
  company: string;
  title: string;
  body: string;
  views: number;
}
interface SeedPage {
  title: string;
  topic: string;
  answers: SeedAnswer[];
  mentors: { name: string; role: string }[];
}

/** The page as it is written down: names twice, then role and day in one line, the body, and the views. */
function parse(text: string): SeedPage {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const title = /"(.+)"/.exec(lines.find((line) => line.startsWith('What is your answer')) ?? '')?.[1] ?? '';
  const top = lines.findIndex((line) => /^Top .+ Mentors$/.test(line));
  const answers: SeedAnswer[] = [];
  let start = lines.findIndex((line) => line.startsWith('What is your answer')) + 1;
  for (let index = start; index < top; index++) {
    const views = /^([\d,]+) Views$/.exec(lines[index]!)?.[1];
    if (!views) continue;
    const [name, , role, ...body] = lines
      .slice(start, index)
      .filter((line, at) => at > 0 || line !== '')
      .filter((line, at, all) => at >= all.findIndex(Boolean));
    const [company = '', ...words] = (role ?? '')
      .replace(/(January|February|March|April|May|June|July|August|September|October|November|December) \d+$/, '')
      .split(' ');
    answers.push({
      name: name ?? '',
      company,
      title: words.join(' '),
      body: body
        .map((line) => line.replace(/^ {2}(?=\d\.)/, ''))
        .join('\n')
        .trim(),
      views: Number(views.replace(',', '')),
    });
    start = index + 1;
  }
  const names = lines.slice(top + 1).filter(Boolean);
  const mentors = Array.from({ length: names.length / 3 }, (_, index) => ({
    name: names[index * 3]!,
    role: names[index * 3 + 2]!,
  }));
  return { title, topic: /^Top (.+) Mentors$/.exec(lines[top]!)?.[1] ?? '', answers, mentors };
}

describe('the page that Stoa is modelled on', () => {
  let stoa: Deployment;
  beforeAll(async () => {
    if (here) stoa = await deployment();
  });
  afterAll(() => stoa?.stop());

  (here ? it : it.skip)('comes back complete: every field, emoji, diacritic and list in its place', async () => {
    const seed = parse(readFileSync(FILE, 'utf8'));
    expect([seed.answers.length, seed.mentors.length]).toEqual([2, 10]);
    const cast = new Cast(stoa);
    const asker = await cast.member('Asker');
    const readers = await Promise.all(Array.from({ length: 10 }, (_, index) => cast.member(`Reader ${index}`)));
    const question = await asker.must('POST', '/v1/questions', { body: { title: seed.title, topics: [seed.topic] } });
    let position = '';
    const ids: string[] = [];
    for (const [index, { name, company, title, body }] of seed.answers.entries()) {
      const mentor = await cast.mentor(name, { title, company });
      const answer = await mentor.must('POST', `/v1/questions/${question.id}/answers`, { body: { body } });
      ids.push(answer.id);
      for (const reader of readers.slice(index * 3))
        ({ position } = await reader.must('PUT', `/v1/answers/${answer.id}/rating`, { body: { rating: 'helpful' } }));
    }
    // The board's ten: each answers another question of the topic and is rated once less than the one before.
    const other = await asker.must('POST', '/v1/questions', { body: { title: 'Who stands beside it?', topics: [seed.topic] } });
    for (const [index, { name, role }] of seed.mentors.entries()) {
      const mentor = await cast.mentor(name, { title: role });
      const answer = await mentor.must('POST', `/v1/questions/${other.id}/answers`, { body: { body: 'Me.' } });
      await asker.must('PUT', `/v1/questions/${other.id}/acceptance`, { body: { answerId: answer.id } });
      for (const reader of readers.slice(index))
        ({ position } = await reader.must('PUT', `/v1/answers/${answer.id}/rating`, { body: { rating: 'helpful' } }));
    }
    const counts = seed.answers.map(({ views }, index) => ({ questionId: question.id, answerId: ids[index], views }));
    ({ position } = await cast.admin.must('POST', '/v1/imports/views', { body: { source: 'seed', counts } }));
    await cast.settled(position);
    let page = await cast.anyone.must('GET', `/v1/questions/${question.id}/page?after=${position}`);
    for (let tries = 0; tries < 50 && page.topMentors.mentors.length < 10; tries++)
      page = await cast.anyone.must('GET', `/v1/questions/${question.id}/page?after=${position}`);
    expect(page.question.title).toBe(seed.title);
    expect(page.answers.map(({ byline, body, views }: any) => ({ ...byline, body: body.markdown, views: views.total }))).toEqual(
      seed.answers.map(({ name, title, company, body, views }) => ({ name, title, company, body, views })),
    );
    expect(page.answers[1].body.html.match(/<li>/g)).toHaveLength(4);
    expect(page.topMentors.topic.name).toBe(seed.topic);
    const shown = page.topMentors.mentors.map(({ mentor }: any) => mentor.name);
    expect(shown).toHaveLength(10);
    const html = (await cast.anyone.get(`/q/${page.question.slug}?after=${position}`)).body as string;
    for (const { name, views } of seed.answers) {
      expect(html).toContain(name);
      expect(html).toContain(`${views.toLocaleString('en-US')} views`);
    }
    const board = await cast.anyone.must(
      'GET',
      `/v1/leaderboards/mentors?topic=${page.topMentors.topic.key}&limit=100&after=${position}`,
    );
    const all = new Map(board.mentors.map(({ mentor }: any) => [mentor.name, mentor.title]));
    for (const { name, role } of seed.mentors) expect([name, all.get(name)]).toEqual([name, role]);
  });
});
