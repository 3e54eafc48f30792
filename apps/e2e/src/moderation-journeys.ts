import { randomUUID } from 'node:crypto';
import { operations, type Operation } from '@stoa/api';
import { goodRequest, operationNames } from '@stoa/api/testing/requests';
import { eventually, type Client } from '@stoa/testing';
import type { Deployment } from '@stoa/dev-servers/deployments';
import { Site, topicOf } from './journeys/site.ts';

/** What moderators do, and what nobody can do past them: the same on every deployment. */
export function moderationJourneys(open: () => Promise<Deployment>): void {
  const site = new Site(open);
  const { asked, answered, board } = site;
  const moderator = () => site.cast.member('Mo', ['member', 'moderator']);
  const tagOf = async (path: string) => (await site.cast.anyone.get(path)).headers.get('etag') as string;

  it('what members accept of their own scores nothing, and what others accept does', async () => {
    const topic = topicOf('accepted');
    const [both, bo] = [await site.cast.mentor('Ada'), await site.cast.mentor('Bo')];
    const question = await asked(both, [topic]);
    const [own, other] = [await answered(both, question.id), await answered(bo, question.id)];
    const accept = (answerId: string) => both.must('PUT', `/v1/questions/${question.id}/acceptance`, { body: { answerId } });
    const page = async (after: string) =>
      (await site.cast.anyone.must('GET', `/v1/questions/${question.id}/page?after=${after}`)).answers;
    const { position } = await accept(own.id);
    expect(await page(position)).toMatchObject([{ id: own.id, accepted: true }, { id: other.id }]);
    expect(
      (await board(topic, position)).map(({ score, accepted }: { score: number; accepted: number }) => [score, accepted]),
    ).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(await board(topic, (await accept(other.id)).position)).toMatchObject([
      { score: 15, accepted: 1, mentor: { id: bo.mentorId } },
      { score: 0, accepted: 0, mentor: { id: both.mentorId } },
    ]);
    expect(await both.put(`/v1/answers/${own.id}/rating`, { rating: 'helpful' })).toMatchObject({
      body: { code: 'own-content' },
    });
  });

  describe('withdrawing', () => {
    const remove = async (by: Client, path: string) => by.must('DELETE', path, { headers: { 'if-match': await tagOf(path) } });
    const forbidden = { status: 403, body: { code: 'forbidden' } };

    it('what its author withdrew, a moderator can uphold', async () => {
      const [mo, asker] = [await moderator(), await site.cast.member('Asker')];
      const path = `/v1/questions/${(await asked(asker)).id}`;
      await remove(asker, path);
      await mo.must('DELETE', path, { headers: { 'if-match': '*' } });
      expect(await asker.post(`${path}/restoration`)).toMatchObject(forbidden);
      await mo.must('POST', `${path}/restoration`);
    });

    it('by the author is the author’s to undo, by a moderator it is a moderator’s', async () => {
      const [mo, asker, ada] = [await moderator(), await site.cast.member('Asker'), await site.cast.mentor('Ada')];
      const { id } = await asked(asker);
      const answer = `/v1/answers/${(await answered(ada, id)).id}`;
      for (const [path, author] of [
        [answer, ada],
        [`/v1/questions/${id}`, asker],
      ] as const) {
        await remove(author, path);
        await author.must('POST', `${path}/restoration`);
        await remove(mo, path);
        expect(await author.post(`${path}/restoration`)).toMatchObject(forbidden);
        expect((await site.cast.anyone.get(path)).status).toBe(410);
        await mo.must('POST', `${path}/restoration`);
        expect((await site.cast.anyone.get(path)).status).toBe(200);
      }
    });
  });

  it('a mentor has at most three live answers to a question', async () => {
    const [asker, ada, bo] = [await site.cast.member('Asker'), await site.cast.mentor('Ada'), await site.cast.mentor('Bo')];
    const { id } = await asked(asker);
    const post = () => ada.post(`/v1/questions/${id}/answers`, { body: 'It depends.' });
    const outcomes = await Promise.all([post(), post(), post(), post(), post()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409]);
    expect(outcomes.find(({ status }) => status === 409)).toMatchObject({ body: { code: 'too-many-answers' } });
    const path = `/v1/answers/${outcomes.find(({ status }) => status === 201)!.body.id}`;
    await ada.must('DELETE', path, { headers: { 'if-match': await tagOf(path) } });
    await answered(ada, id);
    expect(await ada.post(`${path}/restoration`)).toMatchObject({ status: 409, body: { code: 'too-many-answers' } });
    await answered(bo, id);
  });

  it('a handle is neither a word of the site’s nor an id', async () => {
    const ned = await site.cast.member('Ned');
    for (const handle of ['admin', 'null', 'site', 'sign-in', randomUUID()])
      expect(await ned.post('/v1/mentors', { handle, displayName: 'Ned' })).toMatchObject({
        status: 422,
        body: { code: 'validation-failed', errors: [{ pointer: '/handle' }] },
      });
  });

  it('a position that cannot be one is refused by name', async () => {
    const { id, position } = await asked(await site.cast.member('Asker'));
    const paths = ['/v1/questions', `/v1/questions/${id}/page`, '/v1/topics', '/v1/leaderboards/mentors'];
    for (const path of paths) {
      expect((await site.cast.anyone.get(`${path}?after=${position}`)).status).toBe(200);
      for (const after of ['-1', '1', 'head', `-${position}`])
        expect([path, after, await site.cast.anyone.get(`${path}?after=${after}`)]).toMatchObject([
          path,
          after,
          { status: 400, body: { code: 'malformed-request', errors: [{ pointer: '?after' }] } },
        ]);
    }
  });

  const changes = operationNames.filter((name) => {
    const { command, method, path }: Operation = operations[name];
    return command !== undefined && method !== 'POST' && /\{\w+Id\}/.test(path);
  });
  it.each(changes)('%s of what does not exist is not found', async (name) => {
    const { method, url, headers, payload } = goodRequest(name);
    const options = { headers, ...(payload === undefined ? {} : { body: payload }) };
    expect(await site.cast.admin.request(method, url, options)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  describe('If-Match', () => {
    it('is met by the tag alone, by one of several, and by any for *; never by a weak one', async () => {
      const asker = await site.cast.member('Asker');
      const path = `/v1/questions/${(await asked(asker)).id}`;
      const edit = (given: string) => asker.patch(path, { title: `Why ${randomUUID()}?` }, { 'if-match': given });
      expect((await edit('"r0"')).status).toBe(200);
      expect((await edit('"r0", "r1"')).status).toBe(200);
      expect((await edit('*')).status).toBe(200);
      for (const stale of ['"r0"', '"r0", "r1"', 'W/"r3"', '"of-another"'])
        expect([stale, await edit(stale)]).toMatchObject([stale, { status: 412, body: { code: 'precondition-failed' } }]);
      expect(await edit('r3')).toMatchObject({ status: 400, body: { code: 'malformed-request' } });
    });

    it('keeps a moderator from verifying what has changed meanwhile', async () => {
      const [mo, ada] = [await moderator(), await site.cast.mentor('Ada', { title: 'Editor' })];
      const path = `/v1/mentors/${ada.mentorId}`;
      const seen = { 'if-match': await tagOf(path) };
      await ada.must('PATCH', path, { body: { title: 'Head of everything' }, headers: seen });
      const verify = (headers: Record<string, string>) => mo.put(`${path}/verification`, { evidence: 'public-profile' }, headers);
      expect(await verify(seen)).toMatchObject({ status: 412 });
      expect((await verify({ 'if-match': await tagOf(path) })).status).toBe(200);
    });
  });

  describe('suspending', () => {
    it('lets a member read and write nothing, until a moderator ends it', async () => {
      const [mo, asker, ned] = [await moderator(), await site.cast.member('Asker'), await site.cast.mentor('Ned')];
      const { id } = await asked(asker);
      const path = `/v1/members/${ned.memberId}`;
      await mo.must('PUT', `${path}/suspension`, { body: { reason: 'Advertising' } });
      const suspended = { status: 403, body: { code: 'suspended', detail: expect.stringContaining('Advertising') } };
      for (const written of [
        () => ned.post('/v1/questions', { title: 'Who buys?' }),
        () => ned.post(`/v1/questions/${id}/answers`, { body: 'Buy!' }),
        () => ned.put(`/v1/questions/${id}/rating`, { rating: 'helpful' }),
        () => ned.patch(`/v1/mentors/${ned.mentorId}`, { bio: 'Sells.' }, { 'if-match': '"r0"' }),
      ])
        expect(await written()).toMatchObject(suspended);
      expect((await ned.get(`/v1/questions/${id}`)).status).toBe(200);
      expect(await mo.must('GET', path)).toMatchObject({
        displayName: 'Ned',
        suspension: { reason: 'Advertising', until: null, moderatorId: mo.memberId },
      });
      await mo.must('DELETE', `${path}/suspension`);
      await answered(ned, id);
      expect(await mo.must('GET', path)).toMatchObject({ suspension: null });
    });

    it('is for moderators, over members, and shows to nobody else', async () => {
      const [mo, other, ned] = [await moderator(), await moderator(), await site.cast.member('Ned')];
      const suspend = (by: Client, memberId: string) => by.put(`/v1/members/${memberId}/suspension`, { reason: 'Insults' });
      const forbidden = { status: 403, body: { code: 'forbidden' } };
      expect(await suspend(ned, mo.memberId)).toMatchObject(forbidden);
      expect(await ned.get(`/v1/members/${ned.memberId}`)).toMatchObject(forbidden);
      expect(await suspend(mo, other.memberId)).toMatchObject(forbidden);
      expect(await suspend(mo, mo.memberId)).toMatchObject({ status: 403 });
      expect((await suspend(site.cast.admin, other.memberId)).status).toBe(200);
      expect(await suspend(other, ned.memberId)).toMatchObject({ status: 403, body: { code: 'suspended' } });
      const past = { reason: 'Insults', until: '2020-01-01T00:00:00.000Z' };
      expect(await mo.put(`/v1/members/${ned.memberId}/suspension`, past)).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/until' }] },
      });
    });
  });

  describe('a verification', () => {
    it('ends with the title that it was of, on the profile, the board and the page, and can be given again', async () => {
      const topic = topicOf('verified');
      const [mo, asker] = [await moderator(), await site.cast.member('Asker')];
      const ada = await site.cast.mentor('Ada', { title: 'Editor', company: 'Quill & Co' });
      const question = await asked(asker, [topic]);
      await answered(ada, question.id);
      const path = `/v1/mentors/${ada.mentorId}`;
      const verify = () => mo.must('PUT', `${path}/verification`, { body: { evidence: 'company-email' } });
      const change = async (body: object) => ada.must('PATCH', path, { body, headers: { 'if-match': await tagOf(path) } });
      const shown = async ({ position }: { position: string }) => {
        const [{ mentor }] = await board(topic, position);
        const page = await site.cast.anyone.must('GET', `/v1/questions/${question.id}/page?after=${position}`);
        expect(page.topMentors.mentors).toHaveLength(1);
        return [(await site.cast.anyone.must('GET', path)).verified?.evidence ?? null, mentor.verified];
      };
      expect(await shown(await verify())).toEqual(['company-email', true]);
      expect(await shown(await change({ bio: 'Reads.' }))).toEqual(['company-email', true]);
      expect(await shown(await change({ title: 'Publisher' }))).toEqual([null, false]);
      expect(await shown(await change({ title: 'Editor' }))).toEqual([null, false]);
      expect(await shown(await verify())).toEqual(['company-email', true]);
    });

    it('is not for moderators to give to themselves', async () => {
      const both = await site.cast.mentor('Mo');
      const { position } = await site.cast.admin.must('PUT', `/v1/members/${both.memberId}/roles`, {
        body: { roles: ['member', 'moderator'] },
      });
      await site.cast.settled(position);
      const own = () => both.put(`/v1/mentors/${both.mentorId}/verification`, { evidence: 'public-profile' });
      await eventually(async () => expect(await own()).toMatchObject({ status: 403, body: { code: 'own-content' } }));
    });
  });
}
