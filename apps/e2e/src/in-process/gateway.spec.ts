import { commandContext } from '@stoa/kernel';
import { assertConforms } from '@stoa/api/testing/conformance';
import { AskQuestion, MemberRegistered, QuestionAsked } from '@stoa/contracts';
import { everything } from '@stoa/event-store/testing/stores';
import { Cast, Client, eventually, idOf, principal } from '@stoa/testing';
import { ADMIN_SECRET, Distributed, PAGE_ID, SERVICE_SECRET, direct } from './deployments.ts';

const admin = { 'stoa-admin-secret': ADMIN_SECRET };
const CORRELATION = '99999999-9999-4999-8999-999999999999';

describe('a gateway over its services', () => {
  let site: Distributed;
  let cast: Cast;
  beforeAll(async () => {
    site = await new Distributed().start();
    cast = new Cast({ url: site.gateway.url, admin }, assertConforms);
  });
  afterAll(() => site.stop());

  it('takes somebody from nothing to a rated answer', async () => {
    const asker = await cast.member('Ada');
    const mentor = await cast.mentor('Ben', { title: 'Head' });
    const { id: questionId } = await asker.must('POST', '/v1/questions', { body: { title: 'How?', topics: ['Pricing'] } });
    const { id: answerId } = await mentor.must('POST', `/v1/questions/${questionId}/answers`, { body: { body: 'So.' } });
    await asker.must('PUT', `/v1/answers/${answerId}/rating`, { body: { rating: 'helpful' } });
    await asker.must('PUT', `/v1/questions/${questionId}/acceptance`, { body: { answerId } });
    expect(await asker.get(`/v1/questions/${questionId}`)).toMatchObject({
      status: 200,
      body: { title: 'How?', acceptedAnswerId: answerId, topics: ['pricing'], asker: { displayName: 'Ada' } },
    });
    expect(await asker.get(`/v1/answers/${answerId}`)).toMatchObject({ body: { byline: { displayName: 'Ben', title: 'Head' } } });
    expect(await asker.get(`/v1/mentors/${mentor.handle}`)).toMatchObject({ body: { id: mentor.mentorId } });
    expect((await everything(site.store)).map(({ type }) => type)).toContain('AnswerRated.v1');
  });

  it('looks to clients exactly like one process', async () => {
    const other = await direct();
    const fresh = await new Distributed().start();
    try {
      const here = await conversation(other.url);
      const there = await conversation(fresh.gateway.url);
      expect(here.length).toBeGreaterThan(25);
      expect(there).toEqual(here);
      expect(new Set(here.map(({ status }) => status)).size).toBeGreaterThan(7);
    } finally {
      await fresh.stop();
      await other.stop();
    }
  });

  it('reports an unavailable service, keeps serving reads, and recovers with it', async () => {
    const asker = await cast.member('Grace');
    const port = Number(new URL(site.services.get('questions')!.url).port);
    await site.services.get('questions')!.stop();
    const key = { 'idempotency-key': 'asked-while-unavailable' };
    const refused = await asker.post('/v1/questions', { title: 'Anybody there?' }, key);
    expect(refused).toMatchObject({ status: 503, body: { code: 'dependency-unavailable', errors: [] } });
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await asker.get(`/v1/questions/${PAGE_ID}`)).toMatchObject({ status: 503, body: { code: 'dependency-unavailable' } });
    // A stand-in for a page, so nobody checks its shape.
    expect(await new Client(site.gateway.url).get(`/v1/questions/${PAGE_ID}/page`)).toMatchObject({
      status: 200,
      body: { question: { title: 'Stored' } },
    });
    expect(await asker.get('/v1/questions')).toMatchObject({ status: 200 });
    expect(await asker.get('/health/ready')).toMatchObject({ status: 200 });
    expect(await cast.mentor('Hal')).toMatchObject({ handle: expect.any(String) });

    await site.serve('questions', port);
    const asked = await eventually(() =>
      asker.must('POST', '/v1/questions', { body: { title: 'Anybody there?' }, headers: key }),
    );
    expect(await asker.get(`/v1/questions/${asked.id}`)).toMatchObject({ status: 200 });
  });

  it('carries a command out once, however often its answer is lost', async () => {
    const asker = principal('lost');
    await cast.admin.must('POST', '/v1/members', { body: { displayName: 'Lost' } });
    const member = (await everything(site.store)).findLast(({ type }) => type === MemberRegistered.type)!;
    const { memberId } = member.data as { memberId: string };
    const context = commandContext({
      principal: { ...asker, memberId },
      command: 'AskQuestion',
      key: 'k',
      body: {},
      occurredAt: '2026-11-24T09:00:00.000Z',
      correlationId: CORRELATION,
    });
    const command = new AskQuestion({ title: 'Once?', body: '', topics: [] }, context);
    const first = await site.remote.execute(command);
    expect(await site.remote.execute(command)).toEqual({ ...first, repeated: true });
    const asked = (await everything(site.store)).filter(
      ({ type, meta }) => type === QuestionAsked.type && meta.commandId === context.commandId,
    );
    expect(asked).toHaveLength(1);
  });
});

/** What a client hears in a series of requests, right ones and wrong ones, with ids that only the requests decide. */
async function conversation(url: string) {
  const heard: { status: number; headers: Record<string, string | null>; body: string }[] = [];
  const root = new Client(url, { ...admin, 'x-correlation-id': CORRELATION });
  const hear = async (client: Client, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const key = { 'idempotency-key': `${method} ${path} ${JSON.stringify(body)}`.slice(0, 200) };
    const reply = await client.request(method, path, {
      ...(body === undefined ? {} : { body }),
      headers: { ...key, ...headers },
    });
    const { status, headers: answered } = reply;
    const names = ['etag', 'location', 'stoa-position', 'idempotency-replayed', 'retry-after', 'content-type', 'cache-control'];
    heard.push({
      status,
      headers: Object.fromEntries(names.map((name) => [name, answered.get(name)])),
      body: JSON.stringify(reply.body),
    });
    return reply.body;
  };
  const person = async (name: string, roles: string[]) => {
    const { id: memberId } = await hear(root, 'POST', '/v1/members', { displayName: name, roles });
    const { token } = await root.must('POST', '/v1/tokens', {
      body: { memberId, label: 'x' },
      headers: { 'idempotency-key': name },
    });
    return new Client(url, { authorization: `Bearer ${token}`, 'x-correlation-id': CORRELATION });
  };
  const ada = await person('Ada', ['member']);
  const ben = await person('Ben', ['member']);
  const mo = await person('Mo', ['member', 'moderator']);

  const { id: questionId } = await hear(ada, 'POST', '/v1/questions', { title: 'How?', topics: ['Pricing', 'C++'] });
  await hear(ada, 'POST', '/v1/questions', { title: 'How?', topics: ['Pricing', 'C++'] });
  await hear(ada, 'POST', '/v1/questions', { title: 'Other' }, { 'idempotency-key': 'one' });
  await hear(ada, 'POST', '/v1/questions', { title: 'Another' }, { 'idempotency-key': 'one' });
  await hear(ada, 'POST', '/v1/questions', { title: '', extra: 1 });
  await hear(ada, 'POST', '/v1/questions', { title: 'Deep', body: '>'.repeat(5000) });
  await hear(ben, 'POST', `/v1/questions/${questionId}/answers`, { body: 'No mentor yet' });
  await hear(ben, 'POST', '/v1/mentors', { handle: 'ben', displayName: 'Ben', title: 'Head' });
  await hear(mo, 'POST', '/v1/mentors', { handle: 'ben', displayName: 'Mo' });
  const { id: answerId } = await hear(ben, 'POST', `/v1/questions/${questionId}/answers`, { body: 'So.' });
  await hear(ben, 'PUT', `/v1/answers/${answerId}/rating`, { rating: 'helpful' });
  await hear(ada, 'PUT', `/v1/answers/${answerId}/rating`, { rating: 'helpful' });
  await hear(ada, 'DELETE', `/v1/answers/${answerId}/rating`);
  const counts = [{ questionId, answerId, views: 12 }];
  await hear(root, 'POST', '/v1/imports/views', { source: 'elsewhere', counts });
  await hear(root, 'POST', '/v1/imports/views', { source: 'elsewhere', counts });
  await hear(root, 'POST', '/v1/imports/views', { source: 'elsewhere', counts: [{ ...counts[0], answerId: questionId }] });
  await hear(ben, 'POST', '/v1/imports/views', { source: 'elsewhere', counts });
  await hear(ada, 'PATCH', `/v1/questions/${questionId}`, { title: 'How so?' }, { 'if-match': '"r7"' });
  await hear(ada, 'PATCH', `/v1/questions/${questionId}`, { title: 'How so?' }, { 'if-match': '"r0"' });
  await hear(ada, 'PATCH', `/v1/questions/${questionId}`, { title: 'How so?' });
  await hear(ben, 'PATCH', `/v1/questions/${questionId}`, { title: 'Mine' }, { 'if-match': '"r1"' });
  await hear(ben, 'PUT', `/v1/questions/${questionId}/acceptance`, { answerId });
  await hear(ada, 'PUT', `/v1/questions/${questionId}/acceptance`, { answerId });
  await hear(mo, 'PUT', `/v1/questions/${questionId}/closing`, { reason: 'Enough' });
  await hear(ben, 'POST', `/v1/questions/${questionId}/answers`, { body: 'Too late' });
  await hear(ben, 'DELETE', `/v1/answers/${answerId}`, undefined, { 'if-match': '"r0"' });
  for (const path of [
    `questions/${questionId}`,
    'questions/how',
    'questions/none-such',
    `questions/${questionId}/revisions`,
    `questions/${questionId}/revisions?limit=1`,
    `questions/${questionId}/revisions?cursor=x`,
    `answers/${answerId}`,
    `answers/${answerId}/revisions`,
    `answers/${idOf('none')}`,
    'mentors/ben',
    'mentors/nobody',
  ])
    await hear(ada, 'GET', `/v1/${path}`);
  await hear(ada, 'GET', `/v1/questions/${questionId}`, undefined, { 'if-none-match': '"r3"' });
  await hear(root, 'PUT', `/v1/members/${idOf('none')}/roles`, { roles: ['admin'] });
  return heard;
}

describe('a service', () => {
  let site: Distributed;
  beforeAll(async () => {
    site = await new Distributed().start();
  });
  afterAll(() => site.stop());
  const send = async (path: string, init: { body?: string; headers?: Record<string, string> } = {}) => {
    const response = await fetch(site.services.get('questions')!.url + path, {
      method: 'POST',
      body: init.body ?? '{}',
      headers: { 'stoa-service-secret': SERVICE_SECRET, 'content-type': 'application/json', ...init.headers },
    });
    return { status: response.status, body: (await response.json()) as { code?: string } };
  };
  const context = commandContext({
    principal: { memberId: idOf('somebody'), roles: ['member'] },
    command: 'AskQuestion',
    key: 'k',
    body: {},
    occurredAt: '2026-11-24T09:00:00.000Z',
    correlationId: CORRELATION,
  });
  const good = { data: { title: 'How?', body: '', topics: [] }, context };
  const body = JSON.stringify(good);

  it.each([
    ['no secret', { 'stoa-service-secret': '' }],
    ['a wrong one', { 'stoa-service-secret': 'another-secret-of-this-test' }],
    ['part of it', { 'stoa-service-secret': SERVICE_SECRET.slice(0, -1) }],
  ])('refuses a request with %s, before it reads the body', async (_what, headers) =>
    expect(await send('/commands/AskQuestion', { body: '{"broken', headers })).toMatchObject({
      status: 401,
      body: { code: 'unauthenticated' },
    }),
  );

  it.each([
    ['no JSON', '{"broken', 400, 'malformed-json'],
    ['a list', '[]', 400, 'malformed-json'],
    ['no context', JSON.stringify({ data: {} }), 422, 'validation-failed'],
    ['a context with more in it', JSON.stringify({ ...good, context: { ...context, more: 1 } }), 422, 'unknown-field'],
    [
      'a role that there is not',
      JSON.stringify({ ...good, context: { ...context, principal: { memberId: idOf('x'), roles: ['root'] } } }),
      422,
      'validation-failed',
    ],
    ['data of another command', JSON.stringify({ ...good, data: { answerId: idOf('x') } }), 422, 'unknown-field'],
    ['a prototype', `{"__proto__":{},${body.slice(1)}`, 400, 'malformed-json'],
    ['more than is read', JSON.stringify({ ...good, more: 'x'.repeat(1_100_000) }), 413, 'payload-too-large'],
  ])('refuses %s', async (_what, sent, status, code) =>
    expect(await send('/commands/AskQuestion', { body: sent })).toMatchObject({ status, body: { code } }),
  );

  it.each(['/commands/RateAnswer', '/commands/constructor', '/queries/GetAnswer', '/queries/toString'])(
    'does not offer %s',
    async (path) => expect(await send(path, { body })).toMatchObject({ status: 400, body: { code: 'malformed-request' } }),
  );

  it('does nothing whose deadline has passed', async () => {
    const before = await site.store.head();
    expect(await send('/commands/AskQuestion', { body, headers: { 'stoa-deadline-ms': '0' } })).toMatchObject({
      status: 503,
      body: { code: 'dependency-unavailable' },
    });
    expect(await send('/commands/AskQuestion', { body, headers: { 'stoa-deadline-ms': 'soon' } })).toMatchObject({ status: 400 });
    expect(await site.store.head()).toBe(before);
  });

  it('refuses in words that its caller can throw again', async () =>
    expect(await send('/queries/GetQuestion', { body: '{"idOrSlug":"none-such"}' })).toMatchObject({
      status: 404,
      body: { code: 'not-found', detail: 'There is no such question.', refused: {} },
    }));
});
