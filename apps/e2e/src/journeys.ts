import { randomUUID } from 'node:crypto';
import { assertConforms } from '@stoa/api/testing/conformance';
import { Cast, eventually, type Client } from '@stoa/testing';
import type { Deployment } from '@stoa/dev-servers/deployments';

const topicOf = (name: string) => `${name} ${randomUUID().slice(0, 8)}`;
const keyOf = (name: string) => name.toLowerCase().replaceAll(' ', '-');

/** What people do with Stoa, from their side alone: the same on every deployment. Every response must be what OpenAPI says. */
export function journeys(open: () => Promise<Deployment>): void {
  let stoa: Deployment;
  let cast: Cast;
  beforeAll(async () => {
    stoa = await open();
    cast = new Cast(stoa, assertConforms);
  });
  afterAll(() => stoa?.stop());

  async function asked(by: Client, topics: string[] = []) {
    return by.must('POST', '/v1/questions', {
      body: { title: `What is your answer to ${randomUUID()}?`, body: 'I *wonder*.', topics },
    });
  }
  const answered = (by: Client, questionId: string, body = 'It depends.') =>
    by.must('POST', `/v1/questions/${questionId}/answers`, { body: { body } });
  const rate = (by: Client, answerId: string, rating: string) =>
    by.must('PUT', `/v1/answers/${answerId}/rating`, { body: { rating } });
  const page = (questionId: string, after: string) => cast.anyone.must('GET', `/v1/questions/${questionId}/page?after=${after}`);
  const board = async (topic: string, after: string, more = '') =>
    (await cast.anyone.must('GET', `/v1/leaderboards/mentors?topic=${keyOf(topic)}&after=${after}${more}`)).mentors;

  describe('ask, answer, rate', () => {
    it('shows a rated answer first', async () => {
      const [asker, ada, bo, reader] = [
        await cast.member('Asker'),
        await cast.mentor('Ada'),
        await cast.mentor('Bo'),
        await cast.member('Reader'),
      ];
      const question = await asked(asker);
      const first = await answered(ada, question.id, 'The first answer.');
      const second = await answered(bo, question.id, 'The second, with a [link](https://example.org).');
      const before = await page(question.id, second.position);
      expect(before.answers.map((answer: { id: string }) => answer.id)).toEqual([first.id, second.id]);
      const { position } = await rate(reader, second.id, 'helpful');
      const after = await page(question.id, position);
      expect(after.answers.map((answer: { id: string }) => answer.id)).toEqual([second.id, first.id]);
      expect(after.answers[0]).toMatchObject({
        rank: 1,
        byline: { displayName: 'Bo' },
        ratings: { helpful: 1, notHelpful: 0 },
        accepted: false,
      });
      expect(after.answers[0].body.html).toContain('rel="nofollow ugc noopener"');
      expect(after.formula).toBe('best.v1');
    });

    it('shows by the slug too what it was told to wait for', async () => {
      const [asker, ada, reader] = [await cast.member('Asker'), await cast.mentor('Ada'), await cast.member('Reader')];
      const question = await asked(asker);
      const { slug } = await cast.anyone.must('GET', `/v1/questions/${question.id}`);
      const answer = await answered(ada, question.id);
      for (let turn = 0; turn < 10; turn++) {
        const { position } = await rate(reader, answer.id, turn % 2 ? 'helpful' : 'not-helpful');
        const [{ ratings }] = (await page(slug, position)).answers;
        expect(ratings).toEqual(turn % 2 ? { helpful: 1, notHelpful: 0 } : { helpful: 0, notHelpful: 1 });
      }
    });

    it('accepts and un-accepts', async () => {
      const [asker, ada, bo, reader] = [
        await cast.member('Asker'),
        await cast.mentor('Ada'),
        await cast.mentor('Bo'),
        await cast.member('Reader'),
      ];
      const question = await asked(asker);
      const first = await answered(ada, question.id);
      const second = await answered(bo, question.id);
      await rate(reader, first.id, 'helpful');
      const accepted = await asker.must('PUT', `/v1/questions/${question.id}/acceptance`, { body: { answerId: second.id } });
      expect((await page(question.id, accepted.position)).answers[0]).toMatchObject({ id: second.id, accepted: true });
      const undone = await asker.must('DELETE', `/v1/questions/${question.id}/acceptance`);
      expect((await page(question.id, undone.position)).answers[0]).toMatchObject({ id: first.id, accepted: false });
      const refused = await reader.put(`/v1/questions/${question.id}/acceptance`, { answerId: second.id });
      expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    });

    it('changes, clears and refuses own ratings', async () => {
      const [asker, ada, reader] = [await cast.member('Asker'), await cast.mentor('Ada'), await cast.member('Reader')];
      const question = await asked(asker);
      const answer = await answered(ada, question.id);
      await rate(reader, answer.id, 'helpful');
      const changed = await rate(reader, answer.id, 'not-helpful');
      expect((await page(question.id, changed.position)).answers[0].ratings).toEqual({ helpful: 0, notHelpful: 1 });
      const cleared = await reader.must('DELETE', `/v1/answers/${answer.id}/rating`);
      expect((await page(question.id, cleared.position)).answers[0].ratings).toEqual({ helpful: 0, notHelpful: 0 });
      expect(await ada.put(`/v1/answers/${answer.id}/rating`, { rating: 'helpful' })).toMatchObject({
        status: 403,
        body: { code: 'own-content' },
      });
      expect(await asker.put(`/v1/questions/${question.id}/rating`, { rating: 'helpful' })).toMatchObject({
        status: 403,
        body: { code: 'own-content' },
      });
    });
  });

  describe('topics', () => {
    it('are counted as questions and answers come, go and move', async () => {
      const [from, to] = [topicOf('Counted'), topicOf('Moved')];
      const [asker, ada] = [await cast.member('Asker'), await cast.mentor('Ada')];
      const question = await asked(asker, [from]);
      const answer = await answered(ada, question.id);
      const topic = (name: string, position: string) => cast.anyone.must('GET', `/v1/topics/${keyOf(name)}?after=${position}`);
      expect(await topic(from, answer.position)).toEqual({ key: keyOf(from), name: from, questions: 1, answers: 1 });

      const moved = await asker.must('PUT', `/v1/questions/${question.id}/topics`, { body: { topics: [to] } });
      expect(await topic(from, moved.position)).toMatchObject({ questions: 0, answers: 0 });
      expect(await topic(to, moved.position)).toMatchObject({ questions: 1, answers: 1 });
      const { items } = await cast.anyone.must('GET', `/v1/topics?limit=100&after=${moved.position}`);
      expect(items).toContainEqual({ key: keyOf(to), name: to, questions: 1, answers: 1 });

      const unused = await cast.anyone.get('/v1/topics/nobody-asked-about-this');
      expect(unused).toMatchObject({ status: 404, body: { code: 'not-found' } });
    });
  });

  describe('withdraw and restore', () => {
    it('takes an answer from its page and its points from the board, and brings all back', async () => {
      const topic = topicOf('Withdrawing');
      const [asker, ada, reader] = [await cast.member('Asker'), await cast.mentor('Ada'), await cast.member('Reader')];
      const question = await asked(asker, [topic]);
      const answer = await answered(ada, question.id);
      await rate(reader, answer.id, 'helpful');
      const accepted = await asker.must('PUT', `/v1/questions/${question.id}/acceptance`, { body: { answerId: answer.id } });
      const full = { score: 25, answers: 1, helpful: 1, notHelpful: 0, accepted: 1 };
      expect(await board(topic, accepted.position)).toMatchObject([full]);
      const etag = (await cast.anyone.get(`/v1/answers/${answer.id}`)).headers.get('etag') as string;
      const withdrawn = await ada.must('DELETE', `/v1/answers/${answer.id}`, { headers: { 'if-match': etag } });
      expect(await board(topic, withdrawn.position)).toEqual([]);
      expect((await page(question.id, withdrawn.position)).answers).toEqual([]);
      expect(await cast.anyone.get(`/v1/answers/${answer.id}`)).toMatchObject({ status: 410, body: { code: 'gone' } });
      const restored = await ada.must('POST', `/v1/answers/${answer.id}/restoration`);
      expect(await board(topic, restored.position)).toMatchObject([full]);
      expect((await page(question.id, restored.position)).answers).toMatchObject([{ id: answer.id, accepted: true }]);
    });

    it('takes a question away whole', async () => {
      const topic = topicOf('Vanishing');
      const [asker, ada] = [await cast.member('Asker'), await cast.mentor('Ada')];
      const question = await asked(asker, [topic]);
      await answered(ada, question.id);
      const etag = (await cast.anyone.get(`/v1/questions/${question.id}`)).headers.get('etag') as string;
      const { position } = await asker.must('DELETE', `/v1/questions/${question.id}`, { headers: { 'if-match': etag } });
      for (const path of [
        `/v1/questions/${question.id}`,
        `/v1/questions/${question.id}/page?after=${position}`,
        `/v1/questions/${question.id}/revisions`,
      ])
        expect([path, (await cast.anyone.get(path)).status]).toEqual([path, 410]);
      const list = await cast.anyone.must('GET', `/v1/questions?limit=100&after=${position}`);
      expect(list.items.map((item: { id: string }) => item.id)).not.toContain(question.id);
      expect(await board(topic, position)).toEqual([]);
      const restored = await asker.must('POST', `/v1/questions/${question.id}/restoration`);
      expect((await page(question.id, restored.position)).answers).toHaveLength(1);
      expect(await board(topic, restored.position)).toMatchObject([{ answers: 1 }]);
    });
  });

  it('moves a board with a retag', async () => {
    const [former, latter] = [topicOf('Former'), topicOf('Latter')];
    const [asker, ada, reader] = [await cast.member('Asker'), await cast.mentor('Ada'), await cast.member('Reader')];
    const question = await asked(asker, [former]);
    const answer = await answered(ada, question.id);
    const rated = await rate(reader, answer.id, 'helpful');
    expect(await board(former, rated.position)).toMatchObject([{ score: 10 }]);
    const { position } = await asker.must('PUT', `/v1/questions/${question.id}/topics`, { body: { topics: [latter] } });
    expect(await board(former, position)).toEqual([]);
    for (const period of ['all', 'year', 'month', 'week'])
      expect(await board(latter, position, `&period=${period}`)).toMatchObject([
        { score: 10, answers: 1, mentor: { id: ada.mentorId } },
      ]);
    expect((await page(question.id, position)).topMentors.topic.name).toBe(latter);
  });

  describe('revise', () => {
    it('needs the revision that the caller has seen', async () => {
      const [asker, ada] = [await cast.member('Asker'), await cast.mentor('Ada')];
      const question = await asked(asker);
      const answer = await answered(ada, question.id, 'Before.');
      const path = `/v1/answers/${answer.id}`;
      expect(await ada.patch(path, { body: 'After.' })).toMatchObject({ status: 428, body: { code: 'precondition-required' } });
      const etag = (await cast.anyone.get(path)).headers.get('etag') as string;
      const revised = await ada.must('PATCH', path, { body: { body: 'After.' }, headers: { 'if-match': etag } });
      expect(await ada.patch(path, { body: 'Later.' }, { 'if-match': etag })).toMatchObject({
        status: 412,
        body: { code: 'precondition-failed' },
      });
      expect((await page(question.id, revised.position)).answers[0].body.markdown).toBe('After.');
      const revisions = await cast.anyone.must('GET', `${path}/revisions`);
      expect((revisions.items ?? revisions).map(({ body }: { body: string }) => body)).toEqual(['Before.', 'After.']);
    });

    it('keeps the byline when the profile changes, and shows the change on the board', async () => {
      const topic = topicOf('Bylines');
      const [asker, ada] = [
        await cast.member('Asker'),
        await cast.mentor('Zoë 🐳', { title: 'Editor', company: 'Quill & Co', yearsOfExperience: 12 }),
      ];
      const question = await asked(asker, [topic]);
      await answered(ada, question.id);
      const etag = (await cast.anyone.get(`/v1/mentors/${ada.mentorId}`)).headers.get('etag') as string;
      const { position } = await ada.must('PATCH', `/v1/mentors/${ada.mentorId}`, {
        body: { title: 'Publisher', yearsOfExperience: 13 },
        headers: { 'if-match': etag },
      });
      expect(await board(topic, position)).toMatchObject([
        { mentor: { displayName: 'Zoë 🐳', title: 'Publisher', company: 'Quill & Co', yearsOfExperience: 13 } },
      ]);
      const shown = await page(question.id, position);
      expect(shown.answers[0].byline).toEqual({
        displayName: 'Zoë 🐳',
        title: 'Editor',
        company: 'Quill & Co',
        yearsOfExperience: 12,
      });
    });
  });

  describe('the same key', () => {
    it('has its effect once, and is refused with another body', async () => {
      const asker = await cast.member('Asker');
      const key = { 'idempotency-key': randomUUID() };
      const body = { title: `Once ${randomUUID()}?`, body: '', topics: [] };
      const replies = await Promise.all([1, 2, 3, 4].map(() => asker.post('/v1/questions', body, key)));
      expect(new Set(replies.map(({ body: reply }) => reply.id)).size).toBe(1);
      expect(replies.every(({ status }) => status === 201 || status === 200)).toBe(true);
      expect(await asker.post('/v1/questions', { ...body, title: 'Another?' }, key)).toMatchObject({
        status: 422,
        body: { code: 'idempotency-key-reused' },
      });
      expect((await asker.request('POST', '/v1/questions', { body, headers: { 'idempotency-key': '' } })).status).toBe(400);
    });

    it('starts a rebuild once', async () => {
      const path = '/v1/projections/topic-list/rebuilds';
      const key = { 'idempotency-key': randomUUID() };
      const first = await cast.admin.post(path, undefined, key);
      expect(first.status).toBe(202);
      const location = first.headers.get('location')!;
      const again = await cast.admin.post(path, undefined, key);
      expect(again.body.id).toBe(first.body.id);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      await eventually(async () => expect((await cast.admin.must('GET', location)).state).toBe('done'), {
        timeout: 60_000,
      });
      const late = await cast.admin.post(path, undefined, key);
      expect([late.status, late.body.id, late.body.state]).toEqual([202, first.body.id, 'done']);
    });
  });

  it('sends all that can be read as OpenAPI describes it', async () => {
    const topic = topicOf('Shapes');
    const [asker, ada] = [await cast.member('Asker'), await cast.mentor('Ada')];
    const question = await asked(asker, [topic]);
    const answer = await answered(ada, question.id);
    await cast.settled(answer.position);
    const { slug } = await cast.anyone.must('GET', `/v1/questions/${question.id}`);
    for (const path of [
      `/v1/questions/${slug}/page?after=${answer.position}`,
      `/v1/questions/${slug}/revisions`,
      '/v1/questions?limit=2',
      `/v1/answers/${answer.id}`,
      `/v1/answers/${answer.id}/revisions`,
      `/v1/mentors/${ada.handle}`,
      `/v1/leaderboards/mentors?topic=${keyOf(topic)}`,
      '/v1/projections',
      '/v1/set-aside',
      '/health/live',
      '/health/ready',
      '/openapi.json',
      '/',
      `/q/${slug}`,
      `/t/${keyOf(topic)}`,
    ])
      expect([path, (await cast.admin.get(path)).status]).toEqual([path, 200]);
  });

  it('refuses an answer to a closed question until it is reopened', async () => {
    const [asker, ada, moderator] = [
      await cast.member('Asker'),
      await cast.mentor('Ada'),
      await cast.member('Mod', ['member', 'moderator']),
    ];
    const question = await asked(asker);
    await moderator.must('PUT', `/v1/questions/${question.id}/closing`, { body: { reason: 'Asked before' } });
    expect(await ada.post(`/v1/questions/${question.id}/answers`, { body: 'Too late.' })).toMatchObject({
      status: 409,
      body: { code: 'question-closed' },
    });
    await moderator.must('DELETE', `/v1/questions/${question.id}/closing`);
    await answered(ada, question.id);
  });

  it('refuses a revoked token within a second', async () => {
    const asker = await cast.member('Asker');
    await asked(asker);
    await cast.admin.must('DELETE', `/v1/tokens/${asker.tokenId}`);
    const deadline = Date.now() + 1000;
    let status = 0;
    while (status !== 401 && Date.now() < deadline)
      status = (await asker.post('/v1/questions', { title: 'Still there?' })).status;
    expect(status).toBe(401);
  });

  it('answers 304 after nothing, and 200 after either half of the page changed', async () => {
    const topic = topicOf('Tags');
    const [asker, ada, bo, reader] = [
      await cast.member('Asker'),
      await cast.mentor('Ada'),
      await cast.mentor('Bo'),
      await cast.member('Reader'),
    ];
    const question = await asked(asker, [topic]);
    const other = await asked(asker, [topic]);
    const answer = await answered(ada, question.id);
    const elsewhere = await answered(bo, other.id);
    const path = `/v1/questions/${question.id}/page`;
    const tagAfter = async (position: string, board = true) => {
      if (board) await cast.settled(position);
      return (await cast.anyone.get(`${path}?after=${position}`)).headers.get('etag') as string;
    };
    // The board beside the page is built a moment after its rows, and changes the tag once more.
    const first = await eventually(async () => {
      const tag = await tagAfter(elsewhere.position);
      expect((await cast.anyone.get(path, { 'if-none-match': tag })).status).toBe(304);
      return tag;
    });
    const second = await tagAfter((await rate(reader, answer.id, 'helpful')).position);
    expect(second).not.toBe(first);
    expect((await cast.anyone.get(path, { 'if-none-match': first })).status).toBe(200);
    const { position } = await rate(reader, elsewhere.id, 'helpful');
    await cast.settled(position);
    let third = second;
    for (let tries = 0; third === second && tries < 50; tries++) third = await tagAfter(position);
    expect(third).not.toBe(second);
  });
}
