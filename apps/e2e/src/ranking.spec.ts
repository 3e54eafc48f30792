import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStandalone } from '@stoa/dev-servers/deployments';
import { Cast, eventually } from '@stoa/testing';

const folder = mkdtempSync(join(tmpdir(), 'stoa-ranking-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a process that ranks by a formula serves of one page, and which build of the read model it serves it from. */
async function served(ranking: string, question: string) {
  const stoa = await startStandalone(folder, ['--ranking', ranking]);
  try {
    const cast = new Cast(stoa);
    return await eventually(async () => {
      const { formula, answers } = await cast.anyone.must('GET', `/v1/questions/${question}/page`);
      expect(formula).toBe(ranking);
      const { items } = await cast.admin.must('GET', '/v1/projections');
      const { generation } = items.find(({ name }: { name: string }) => name === 'question-page');
      return { order: answers.map(({ id }: { id: string }) => id), generation };
    });
  } finally {
    await stoa.stop();
  }
}

it('another formula ranks the pages that are there, both ways, and replays nothing', async () => {
  const stoa = await startStandalone(folder);
  const cast = new Cast(stoa);
  const [asker, ada, bo] = [await cast.member('Asker'), await cast.mentor('Ada'), await cast.mentor('Bo')];
  const question = await asker.must('POST', '/v1/questions', { body: { title: 'Which is first?', topics: ['Order'] } });
  const path = `/v1/questions/${question.id}/answers`;
  const rejected = await ada.must('POST', path, { body: { body: 'Seen by many, liked by none.' } });
  const unrated = await bo.must('POST', path, { body: { body: 'Not rated yet.' } });
  const { position } = await asker.must('PUT', `/v1/answers/${rejected.id}/rating`, { body: { rating: 'not-helpful' } });
  await cast.settled(position);
  await stoa.stop();

  const [first, second, third] = [
    await served('best.v1', question.id),
    await served('best.v2', question.id),
    await served('best.v1', question.id),
  ];
  expect(first.order).toEqual([rejected.id, unrated.id]);
  expect(second.order).toEqual([unrated.id, rejected.id]);
  expect(third).toEqual(first);
  expect(second.generation).toBe(first.generation);
});
