import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AnswerQuestionHandler } from '@stoa/answers';
import { AnswerQuestion } from '@stoa/contracts';
import { openDataFolder } from '@stoa/data-folder';
import { commandContext } from '@stoa/kernel';
import { readConfig } from '@stoa/service';
import { Cast, describeWithCorpus } from '@stoa/testing';
import { pino } from 'pino';
import { options } from './config.ts';
import { serve } from './serve.ts';

interface SeedAnswer {
  name: string;
  /** Company and title, as they stand in one line. */
  role: string;
  day: string;
  body: string;
  views: number;
}
interface SeedPage {
  title: string;
  topic: string;
  answers: SeedAnswer[];
  mentors: { name: string; role: string }[];
}

/** The page names no year; any will do. */
const YEAR = 2021;
const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December';
const ROLE = new RegExp(`^(.*?)((?:${MONTHS}) \\d{1,2})$`);

/** The page as it is written down: each answer is a name twice, role and day in one line, the body, and the views. */
function parse(text: string): SeedPage {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const title = /"(.+)"/.exec(lines.find((line) => line.startsWith('What is your answer')) ?? '')?.[1] ?? '';
  const top = lines.findIndex((line) => /^Top .+ Mentors$/.test(line));
  const answers: SeedAnswer[] = [];
  for (const [index, line] of lines.slice(0, top).entries()) {
    const [, role = '', day = ''] = ROLE.exec(line) ?? [];
    if (!day) continue;
    const end = lines.findIndex((candidate, at) => at > index && /^[\d,]+ Views$/.test(candidate));
    const body = lines.slice(index + 1, end).map((part) => part.replace(/^ {2}(?=\d\.)/, ''));
    const views = Number(lines[end]!.replace(/\D/g, ''));
    answers.push({ name: lines[index - 1]!, role, day: isoDay(day), body: body.join('\n').trim(), views });
  }
  const names = lines.slice(top + 1).filter(Boolean);
  const mentors = names.filter((_, at) => at % 3 === 0).map((name, at) => ({ name, role: names[at * 3 + 2]! }));
  return { title, topic: /^Top (.+) Mentors$/.exec(lines[top]!)?.[1] ?? '', answers, mentors };
}

const isoDay = (day: string) => new Date(`${day} ${YEAR} UTC`).toISOString().slice(0, 10);
const split = (role: string) => ({ company: role.split(' ')[0]!, title: role.split(' ').slice(1).join(' ') });

describeWithCorpus('the page that Stoa is modelled on', 'seed', (corpus) => {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-seed-'));
  const config = readConfig(options, ['--data-dir', folder, '--port', '0', '--log', 'silent'], {});
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function site() {
    const { url, stop } = await serve(config, pino({ level: 'silent' }));
    const secret = readFileSync(join(folder, 'admin-secret'), 'utf8').trim();
    return { cast: new Cast({ url, admin: { 'stoa-admin-secret': secret } }), stop };
  }

  /** As an import does it: the command is the member's, its time is the source's. */
  async function answerOn(day: string, memberId: string, questionId: string, body: string): Promise<string> {
    const { store, release } = await openDataFolder(folder, { mode: 'write' });
    const data = { questionId, body };
    const context = commandContext({
      principal: { memberId, roles: ['member'] },
      command: 'AnswerQuestion',
      key: day,
      body: data,
      occurredAt: `${day}T09:00:00.000Z`,
      correlationId: 'seed',
    });
    const { id } = await new AnswerQuestionHandler(store).execute(new AnswerQuestion(data, context));
    await release();
    return id;
  }

  it('comes back complete: every field, emoji, diacritic and list in its place', async () => {
    const seed = parse(readFileSync(join(corpus, 'question-page.txt'), 'utf8'));
    expect([seed.answers.length, seed.mentors.length]).toEqual([2, 10]);

    let { cast, stop } = await site();
    let asker = await cast.member('Asker');
    const question = await asker.must('POST', '/v1/questions', { body: { title: seed.title, topics: [seed.topic] } });
    const authors = [];
    for (const { name, role } of seed.answers) authors.push(await cast.mentor(name, split(role)));
    await stop();
    const ids: string[] = [];
    for (const [index, { day, body }] of seed.answers.entries())
      ids.push(await answerOn(day, authors[index]!.memberId, question.id, body));

    ({ cast, stop } = await site());
    asker = await cast.member('Another asker');
    const readers = await Promise.all(Array.from({ length: 14 }, (_, index) => cast.member(`Reader ${index}`)));
    const rate = (by: (typeof readers)[number], answerId: string) =>
      by.must('PUT', `/v1/answers/${answerId}/rating`, { body: { rating: 'helpful' } });
    for (const [index, id] of ids.entries()) for (const reader of readers.slice(0, 2 - index)) await rate(reader, id);
    // The board's ten: each answers another question of the topic and is rated once less than the one before.
    const other = await asker.must('POST', '/v1/questions', { body: { title: 'Who stands beside it?', topics: [seed.topic] } });
    for (const [index, { name, role }] of seed.mentors.entries()) {
      const mentor = await cast.mentor(name, split(role));
      const answer = await mentor.must('POST', `/v1/questions/${other.id}/answers`, { body: { body: 'Me.' } });
      for (const reader of readers.slice(index)) await rate(reader, answer.id);
    }
    const counts = seed.answers.map(({ views }, index) => ({ questionId: question.id, answerId: ids[index], views }));
    const { position } = await cast.admin.must('POST', '/v1/imports/views', { body: { source: 'seed', counts } });
    await cast.settled(position);

    const page = await cast.anyone.must('GET', `/v1/questions/${question.id}/page?after=${position}`);
    expect(page.question.title).toBe(seed.title);
    expect(page.answers.map(({ byline, day, body, views }: any) => ({ ...byline, day, body: body.markdown, views }))).toEqual(
      seed.answers.map(({ name, role, day, body, views }) => ({
        displayName: name,
        yearsOfExperience: null,
        ...split(role),
        day,
        body,
        views: { total: views, imported: views },
      })),
    );
    expect(page.answers[1].body.html.match(/<li>/g)).toHaveLength(4);
    expect(page.topMentors.topic.name).toBe(seed.topic);
    expect(
      page.topMentors.mentors.map(({ mentor: { displayName, title, company } }: any) => ({ displayName, title, company })),
    ).toEqual(seed.mentors.map(({ name, role }) => ({ displayName: name, ...split(role) })));
    const html = (await cast.anyone.get(`/q/${page.question.slug}`)).body as string;
    for (const { name, views } of seed.answers) {
      expect(html).toContain(name);
      expect(html).toContain(`${views.toLocaleString('en-US')} views`);
    }
    for (const { name } of seed.mentors) expect(html).toContain(name);
    await stop();
  });
});
