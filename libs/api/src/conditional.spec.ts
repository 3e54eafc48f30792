import { commandContext, derivedId } from '@stoa/kernel';
import type { InjectOptions } from 'light-my-request';
import { apiUnderTest, type ApiUnderTest } from './testing/api-under-test.ts';
import { ID, POSITION, bearer } from './testing/fake-contexts.ts';

const MEMBER = '44444444-4444-5444-8444-444444444444';
const signedIn = (headers: Record<string, string> = {}) => ({ authorization: bearer('member'), ...headers });

describe('answers of the edge', () => {
  let api: ApiUnderTest;
  beforeAll(async () => void (api = await apiUnderTest()));
  afterAll(() => api.app.close());
  beforeEach(() => {
    api.contexts.commands.length = 0;
    api.contexts.queries.length = 0;
    api.contexts.repeated = false;
  });
  const send = (request: InjectOptions) => api.app.inject(request);
  const ask = (headers: Record<string, string> = {}): InjectOptions => ({
    method: 'POST',
    url: '/v1/questions',
    payload: { title: ' What is it? ' },
    headers: signedIn({ 'idempotency-key': 'key-1', ...headers }),
  });

  describe('to a command', () => {
    it('are 201 with id, revision, position, Location and tag', async () => {
      const response = await send(ask());
      const { id } = response.json();
      expect(response.statusCode).toBe(201);
      expect(response.json()).toEqual({ id, revision: 3, position: POSITION });
      expect(response.headers).toMatchObject({
        location: `/v1/questions/${id}`,
        'stoa-position': POSITION,
        etag: '"r3"',
        'cache-control': 'no-store',
      });
      expect(response.headers).not.toHaveProperty('idempotency-replayed');
    });

    it('mark a repeat', async () => {
      api.contexts.repeated = true;
      expect((await send(ask())).headers['idempotency-replayed']).toBe('true');
    });

    it('come from checked data and a context that the client cannot write', async () => {
      const correlationId = '0b0a3f0e-6f43-4a53-9a6f-2f1b8f1c7d11';
      await send(ask({ 'x-correlation-id': correlationId }));
      const principal = { memberId: MEMBER, roles: ['member' as const] };
      expect(api.contexts.commands).toMatchObject([
        {
          type: 'AskQuestion',
          data: { title: 'What is it?', body: '', topics: [] },
          context: commandContext({
            principal,
            command: 'AskQuestion',
            key: 'key-1',
            body: { title: ' What is it? ' },
            occurredAt: '2026-11-24T09:00:00.000Z',
            correlationId,
          }),
        },
      ]);
    });

    it('have the same id for the same request, another for another key or target', async () => {
      const rate = (id: string, key: string): InjectOptions => ({
        method: 'PUT',
        url: `/v1/answers/${id}/rating`,
        payload: { rating: 'helpful' },
        headers: signedIn({ 'idempotency-key': key }),
      });
      for (const [id, key] of [
        [ID, 'a'],
        [ID.toUpperCase(), 'a'],
        [ID, 'b'],
        [derivedId('other'), 'a'],
      ] as const)
        await send(rate(id, key));
      const [first, second, third, fourth] = api.contexts.commands.map(({ context }) => context.commandId);
      expect(second).toBe(first);
      expect(new Set([first, third, fourth]).size).toBe(3);
    });

    it('take the revision from If-Match', async () => {
      await send({
        method: 'PATCH',
        url: `/v1/questions/${ID}`,
        payload: { title: 'New' },
        headers: signedIn({ 'if-match': '"r12"' }),
      });
      expect(api.contexts.commands[0]).toMatchObject({
        data: { questionId: ID, title: 'New' },
        context: { expectedRevision: 12 },
      });
    });

    it.each([
      ['*', undefined],
      ['"r1", "r12"', [1, 12]],
      ['W/"r12"', []],
      ['"of-another-resource"', []],
    ])('take what may be the revision from If-Match: %s', async (given, expectedRevision) => {
      const request = { method: 'PATCH', url: `/v1/questions/${ID}`, payload: { title: 'New' } } as const;
      await send({ ...request, headers: signedIn({ 'if-match': given }) });
      expect(api.contexts.commands[0]!.context.expectedRevision).toEqual(expectedRevision);
    });

    it('heed If-Match where it may be sent and need not be', async () => {
      const verify = (headers: Record<string, string>) =>
        send({
          method: 'PUT',
          url: `/v1/mentors/${ID}/verification`,
          payload: { evidence: 'company-email' },
          headers: { authorization: bearer('moderator'), ...headers },
        });
      expect([(await verify({})).statusCode, (await verify({ 'if-match': '"r4"' })).statusCode]).toEqual([200, 200]);
      expect(api.contexts.commands.map(({ context }) => context.expectedRevision)).toEqual([undefined, 4]);
      expect((await verify({ 'if-match': 'r4' })).statusCode).toBe(400);
    });

    it('clear a rating by DELETE', async () => {
      await send({ method: 'DELETE', url: `/v1/answers/${ID}/rating`, headers: signedIn() });
      expect(api.contexts.commands).toMatchObject([{ type: 'RateAnswer', data: { answerId: ID, rating: 'clear' } }]);
    });

    it('name a topic of expertise by its path', async () => {
      await send({ method: 'PUT', url: `/v1/mentors/${ID}/expertise/C%2B%2B%20%26%20more`, headers: signedIn() });
      expect(api.contexts.commands).toMatchObject([{ type: 'AddExpertise', data: { mentorId: ID, topic: 'C++ & more' } }]);
    });
  });

  describe('with a token', () => {
    const issue = (): InjectOptions => ({
      method: 'POST',
      url: '/v1/tokens',
      payload: { memberId: MEMBER, label: 'laptop' },
      headers: { authorization: bearer('admin'), 'idempotency-key': 'key-1' },
    });

    it('show it once and store only its hash', async () => {
      const response = await send(issue());
      const { token, id } = response.json();
      expect(response.statusCode).toBe(201);
      expect(token).toMatch(new RegExp(`^stoa_${id.replaceAll('-', '')}_[\\w-]{32}$`));
      expect(response.headers['cache-control']).toBe('no-store');
      const { data } = api.contexts.commands[0] as { data: { secretHash: string } };
      expect(data.secretHash).toMatch(/^[0-9a-f]{64}$/);
      expect(JSON.stringify(data)).not.toContain(token.slice('stoa_'.length + 33));
      expect(api.log.join()).not.toContain(token.slice('stoa_'.length + 33));
    });

    it('have one body hash whatever the secret, and show nothing to a repeat', async () => {
      await send(issue());
      api.contexts.repeated = true;
      const repeat = await send(issue());
      expect(repeat.statusCode).toBe(200);
      expect(repeat.json()).toMatchObject({ token: null, hint: expect.stringContaining('issued') });
      const [first, second] = api.contexts.commands;
      expect(second?.context.bodyHash).toBe(first?.context.bodyHash);
      expect(second?.data).not.toEqual(first?.data);
    });

    it('revoke it for the member that it belongs to', async () => {
      await send({ method: 'DELETE', url: `/v1/tokens/${ID}`, headers: { authorization: bearer('admin') } });
      expect(api.contexts.commands).toMatchObject([{ type: 'RevokeToken', data: { memberId: MEMBER, tokenId: ID } }]);
    });
  });

  describe.each([
    ['a question', `/v1/questions/${ID}`, '"r3"'],
    ['an answer', `/v1/answers/${ID}`, '"r3"'],
    ['a mentor', '/v1/mentors/ada-example', '"r3"'],
    ['a page', '/v1/questions/what-is-it/page', undefined],
    ['the list of HTML', '/', undefined],
    ['a board of HTML', '/t/product-management', undefined],
  ])('to If-None-Match on %s', (_what, url, tag) => {
    it('are 304 for the tag, a weak one, one in a list, and *; 200 for another or none that is well-formed', async () => {
      const { headers, body } = await send({ url });
      const etag = headers.etag as string;
      expect(etag).toMatch(/^"[\x21\x23-\x7e]+"$/);
      if (tag) expect(etag).toBe(tag);
      expect(headers['cache-control']).toBe(url.endsWith('/page') ? 'private, no-cache' : 'public, no-cache');
      for (const held of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
        const response = await send({ url, headers: { 'if-none-match': held } });
        expect([held, response.statusCode, response.body]).toEqual([held, 304, '']);
        expect(response.headers).toMatchObject({ etag, 'cache-control': headers['cache-control'] });
      }
      for (const held of ['"other"', etag.slice(1, -1), '"']) {
        const response = await send({ url, headers: { 'if-none-match': held } });
        expect([held, response.statusCode, response.body]).toEqual([held, 200, body]);
      }
    });
  });

  it('hand the held tags and the position on, so that a 304 reads no document', async () => {
    await send({ url: `/v1/questions/${ID}/page?after=${POSITION}`, headers: { 'if-none-match': 'W/"a", "b"' } });
    expect(api.contexts.queries).toMatchObject([{ idOrSlug: ID, held: ['a', 'b'], after: POSITION }]);
  });

  it('send a page’s bytes as they are stored', async () => {
    const response = await send({ url: `/v1/questions/${ID}/page` });
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(response.rawPayload.equals(Buffer.from(JSON.stringify(api.contexts.page)))).toBe(true);
    expect(Number(response.headers['content-length'])).toBe(response.rawPayload.length);
  });

  it('are named by the caller’s trace', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const { headers } = await send({ url: '/health/live', headers: { traceparent } });
    expect(headers['stoa-correlation-id']).toBe('4bf92f35-77b3-4da6-a3ce-929d0e0e4736');
    const made = await send({ url: '/health/live', headers: { 'x-correlation-id': 'a\tb' } });
    expect(made.headers['stoa-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('begin the same rebuild for the same key', async () => {
    const start = (key: string) =>
      send({
        method: 'POST',
        url: '/v1/projections/question-page/rebuilds',
        headers: { authorization: bearer('admin'), 'idempotency-key': key },
      });
    expect((await start('k')).headers).not.toHaveProperty('idempotency-replayed');
    api.contexts.repeated = true;
    const repeat = await start('k');
    expect(repeat.headers['idempotency-replayed']).toBe('true');
    expect(repeat.json()).not.toHaveProperty('repeated');
    await start('other');
    const [first, second, other] = api.contexts.commands.map(({ context }) => context.commandId);
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });

  it('begin a rebuild with 202 and where to look', async () => {
    const headers = { authorization: bearer('admin'), 'idempotency-key': 'k' };
    const response = await send({ method: 'POST', url: '/v1/projections/question-page/rebuilds', headers });
    expect(response.statusCode).toBe(202);
    expect(response.headers.location).toBe('/v1/projections/question-page/rebuilds/77777777-7777-5777-8777-777777777777');
  });
});
