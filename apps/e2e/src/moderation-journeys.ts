import { randomUUID } from 'node:crypto';
import { assertConforms } from '@stoa/api/testing/conformance';
import { Cast, eventually, type Client } from '@stoa/testing';
import type { Deployment } from '@stoa/dev-servers/deployments';

/** What moderators do, and what nobody can do past them: the same on every deployment. */
export function moderationJourneys(open: () => Promise<Deployment>): void {
  let stoa: Deployment;
  let cast: Cast;
  beforeAll(async () => {
    stoa = await open();
    cast = new Cast(stoa, assertConforms);
  });
  afterAll(() => stoa?.stop());

  const moderator = () => cast.member('Mo', ['member', 'moderator']);
  const asked = (by: Client, topics: string[] = []) =>
    by.must('POST', '/v1/questions', { body: { title: `What is your answer to ${randomUUID()}?`, topics } });
  const answered = (by: Client, questionId: string, body = 'It depends.') =>
    by.must('POST', `/v1/questions/${questionId}/answers`, { body: { body } });
  const tagOf = async (path: string) => (await cast.anyone.get(path)).headers.get('etag') as string;
  const topicOf = (name: string) => `${name}-${randomUUID().slice(0, 8)}`;
  const board = async (topic: string, after: string) =>
    (await cast.anyone.must('GET', `/v1/leaderboards/mentors?topic=${topic}&after=${after}`)).mentors;

  describe('a verification', () => {
    it('ends with the title that it was of, on the profile, the board and the page, and can be given again', async () => {
      const topic = topicOf('verified');
      const [mo, asker] = [await moderator(), await cast.member('Asker')];
      const ada = await cast.mentor('Ada', { title: 'Editor', company: 'Quill & Co' });
      const question = await asked(asker, [topic]);
      await answered(ada, question.id);
      const path = `/v1/mentors/${ada.mentorId}`;
      const verify = () => mo.must('PUT', `${path}/verification`, { body: { evidence: 'company-email' } });
      const change = async (body: object) => ada.must('PATCH', path, { body, headers: { 'if-match': await tagOf(path) } });
      const shown = async ({ position }: { position: string }) => {
        const [{ mentor }] = await board(topic, position);
        const page = await cast.anyone.must('GET', `/v1/questions/${question.id}/page?after=${position}`);
        expect(page.topMentors.mentors).toHaveLength(1);
        return [(await cast.anyone.must('GET', path)).verified?.evidence ?? null, mentor.verified];
      };
      expect(await shown(await verify())).toEqual(['company-email', true]);
      expect(await shown(await change({ bio: 'Reads.' }))).toEqual(['company-email', true]);
      expect(await shown(await change({ title: 'Publisher' }))).toEqual([null, false]);
      expect(await shown(await change({ title: 'Editor' }))).toEqual([null, false]);
      expect(await shown(await verify())).toEqual(['company-email', true]);
    });

    it('is not for moderators to give to themselves', async () => {
      const both = await cast.mentor('Mo');
      const { position } = await cast.admin.must('PUT', `/v1/members/${both.memberId}/roles`, {
        body: { roles: ['member', 'moderator'] },
      });
      await cast.settled(position);
      const own = () => both.put(`/v1/mentors/${both.mentorId}/verification`, { evidence: 'public-profile' });
      await eventually(async () => expect(await own()).toMatchObject({ status: 403, body: { code: 'own-content' } }));
    });
  });
}
