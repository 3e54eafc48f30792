import { randomUUID } from 'node:crypto';
import { eventually } from '@stoa/testing';
import type { Site } from './site.ts';

/** What holds of requests, whatever they ask for. */
export function requestJourneys(site: Site): void {
  const { asked } = site;

  describe('the same key', () => {
    it('has its effect once, and is refused with another body', async () => {
      const asker = await site.cast.member('Asker');
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
      const first = await site.cast.admin.post(path, undefined, key);
      expect(first.status).toBe(202);
      const location = first.headers.get('location')!;
      const again = await site.cast.admin.post(path, undefined, key);
      expect(again.body.id).toBe(first.body.id);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      await eventually(async () => expect((await site.cast.admin.must('GET', location)).state).toBe('done'), {
        timeout: 60_000,
      });
      const late = await site.cast.admin.post(path, undefined, key);
      expect([late.status, late.body.id, late.body.state]).toEqual([202, first.body.id, 'done']);
    });
  });

  it('refuses a revoked token within a second', async () => {
    const asker = await site.cast.member('Asker');
    await asked(asker);
    await site.cast.admin.must('DELETE', `/v1/tokens/${asker.tokenId}`);
    const deadline = Date.now() + 1000;
    let status = 0;
    while (status !== 401 && Date.now() < deadline)
      status = (await asker.post('/v1/questions', { title: 'Still there?' })).status;
    expect(status).toBe(401);
  });
}
