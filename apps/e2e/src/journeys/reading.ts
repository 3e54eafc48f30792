import { eventually } from '@stoa/testing';
import { keyOf, topicOf, type Site } from './site.ts';

/** What is read: topics, boards, pages and their tags. */
export function readingJourneys(site: Site): void {
  const { asked, answered, rate, page, board } = site;

  describe('topics', () => {
    it('are counted as questions and answers come, go and move', async () => {
      const [from, to] = [topicOf('Counted'), topicOf('Moved')];
      const [asker, ada] = [await site.cast.member('Asker'), await site.cast.mentor('Ada')];
      const question = await asked(asker, [from]);
      const answer = await answered(ada, question.id);
      const topic = (name: string, position: string) =>
        site.cast.anyone.must('GET', `/v1/topics/${keyOf(name)}?after=${position}`);
      expect(await topic(from, answer.position)).toEqual({ key: keyOf(from), name: from, questions: 1, answers: 1 });

      const moved = await asker.must('PUT', `/v1/questions/${question.id}/topics`, { body: { topics: [to] } });
      expect(await topic(from, moved.position)).toMatchObject({ questions: 0, answers: 0 });
      expect(await topic(to, moved.position)).toMatchObject({ questions: 1, answers: 1 });
      const { items } = await site.cast.anyone.must('GET', `/v1/topics?limit=100&after=${moved.position}`);
      expect(items).toContainEqual({ key: keyOf(to), name: to, questions: 1, answers: 1 });

      const unused = await site.cast.anyone.get('/v1/topics/nobody-asked-about-this');
      expect(unused).toMatchObject({ status: 404, body: { code: 'not-found' } });
    });
  });

  it('moves a board with a retag', async () => {
    const [former, latter] = [topicOf('Former'), topicOf('Latter')];
    const [asker, ada, reader] = [
      await site.cast.member('Asker'),
      await site.cast.mentor('Ada'),
      await site.cast.member('Reader'),
    ];
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

  it('sends all that can be read as OpenAPI describes it', async () => {
    const topic = topicOf('Shapes');
    const [asker, ada] = [await site.cast.member('Asker'), await site.cast.mentor('Ada')];
    const question = await asked(asker, [topic]);
    const answer = await answered(ada, question.id);
    await site.cast.settled(answer.position);
    const { slug } = await site.cast.anyone.must('GET', `/v1/questions/${question.id}`);
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
      expect([path, (await site.cast.admin.get(path)).status]).toEqual([path, 200]);
  });

  it('answers 304 after nothing, and 200 after either half of the page changed', async () => {
    const topic = topicOf('Tags');
    const [asker, ada, bo, reader] = [
      await site.cast.member('Asker'),
      await site.cast.mentor('Ada'),
      await site.cast.mentor('Bo'),
      await site.cast.member('Reader'),
    ];
    const question = await asked(asker, [topic]);
    const other = await asked(asker, [topic]);
    const answer = await answered(ada, question.id);
    const elsewhere = await answered(bo, other.id);
    const path = `/v1/questions/${question.id}/page`;
    const tagAfter = async (position: string, board = true) => {
      if (board) await site.cast.settled(position);
      return (await site.cast.anyone.get(`${path}?after=${position}`)).headers.get('etag') as string;
    };
    // The board beside the page is built a moment after its rows, and changes the tag once more.
    const first = await eventually(async () => {
      const tag = await tagAfter(elsewhere.position);
      expect((await site.cast.anyone.get(path, { 'if-none-match': tag })).status).toBe(304);
      return tag;
    });
    const second = await tagAfter((await rate(reader, answer.id, 'helpful')).position);
    expect(second).not.toBe(first);
    expect((await site.cast.anyone.get(path, { 'if-none-match': first })).status).toBe(200);
    const { position } = await rate(reader, elsewhere.id, 'helpful');
    await site.cast.settled(position);
    let third = second;
    for (let tries = 0; third === second && tries < 50; tries++) third = await tagAfter(position);
    expect(third).not.toBe(second);
  });
}
