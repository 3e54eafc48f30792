import { Cast } from '@stoa/testing';
import { deployment, type Deployment } from '@stoa/dev-servers/deployments';

/** Events before the rebuild: a short log is folded before anything could go wrong. */
const HISTORY = 250;

let stoa: Deployment;
beforeAll(async () => {
  stoa = await deployment();
});
afterAll(() => stoa?.stop());

it('rebuilds both read models while the site writes and serves, and no page goes back in time', async () => {
  const cast = new Cast(stoa);
  const [asker, ada] = [await cast.member('Asker'), await cast.mentor('Ada')];
  const readers = await Promise.all(Array.from({ length: 5 }, (_, index) => cast.member(`Reader ${index}`)));
  const question = await asker.must('POST', '/v1/questions', {
    body: { title: 'What moves while it is rebuilt?', topics: ['Moving'] },
  });
  const answer = await ada.must('POST', `/v1/questions/${question.id}/answers`, { body: { body: 'Everything.' } });
  const rate = (turn: number) =>
    readers[turn % readers.length]!.put(`/v1/answers/${answer.id}/rating`, { rating: turn % 2 ? 'helpful' : 'not-helpful' });
  for (let turn = 0; turn < HISTORY; turn++) expect((await rate(turn)).status).toBe(200);
  await cast.settled(answer.position);
  const rebuilds = await Promise.all(
    ['question-page', 'mentor-leaderboard'].map(async (name) => {
      const reply = await cast.admin.post(`/v1/projections/${name}/rebuilds`);
      expect(reply.status).toBe(202);
      return reply.headers.get('location') as string;
    }),
  );
  const statuses: number[] = [];
  const revisions: number[] = [];
  let running = true;
  const writing = (async () => {
    for (let turn = 0; running; turn++) statuses.push((await rate(turn)).status);
  })();
  const editing = (async () => {
    for (let revision = 1; running; revision++) {
      const etag = (await asker.get(`/v1/questions/${question.id}`)).headers.get('etag') as string;
      statuses.push(
        (await asker.patch(`/v1/questions/${question.id}`, { title: `Revision ${revision}` }, { 'if-match': etag })).status,
      );
    }
  })();
  const reading = (async () => {
    while (running) {
      const reply = await cast.anyone.get(`/v1/questions/${question.id}/page`);
      statuses.push(reply.status);
      revisions.push(Number(/Revision (\d+)/.exec(reply.body.question.title)?.[1] ?? 0));
    }
  })();
  for (const path of rebuilds) {
    let state = 'running';
    while (state === 'running') state = (await cast.admin.must('GET', path.replace(stoa.url, ''))).state;
    expect(state).toBe('done');
  }
  running = false;
  await Promise.all([writing, editing, reading]);
  expect(statuses.filter((status) => status >= 500)).toEqual([]);
  expect(statuses.length).toBeGreaterThan(10);
  expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
});
