import { ADMIN_SECRET, type ApiUnderTest } from '../testing/api-under-test.ts';
import { limitedTo } from '../testing/limited-api.ts';
import { goodRequest, requestBy } from '../testing/requests.ts';

const MINUTE = (points: number) => ({ points, seconds: 60 });

describe('how much is admitted', () => {
  let api: ApiUnderTest;
  afterEach(() => api.app.close());
  const status = async (request: Parameters<typeof api.app.inject>[0]) => (await api.app.inject(request)).statusCode;
  const from = (address: string) => ({ 'x-forwarded-for': address });

  it('bounds the writes of a member, and says how many are left', async () => {
    api = await limitedTo({ writes: MINUTE(2) });
    const first = await api.app.inject(requestBy('member', 'rateAnswer'));
    expect(first.headers).toMatchObject({ 'ratelimit-policy': '"writes";q=2;w=60', ratelimit: '"writes";r=1;t=60' });
    expect(await status(requestBy('member', 'askQuestion'))).toBe(201);
    const refused = await api.app.inject(requestBy('member', 'askQuestion'));
    expect(refused.statusCode).toBe(429);
    expect(refused.json()).toMatchObject({ code: 'rate-limited', status: 429 });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(refused.headers['ratelimit']).toMatch(/^"writes";r=0;t=\d+$/);
    expect(api.contexts.commands).toHaveLength(2);
  });

  it('counts neither reads of members nor admins', async () => {
    api = await limitedTo({ writes: MINUTE(1), requests: MINUTE(1) });
    expect(await status(requestBy('member', 'askQuestion'))).toBe(201);
    expect(await status(requestBy('member', 'askQuestion'))).toBe(429);
    for (let round = 0; round < 5; round++) {
      expect(await status(requestBy('member', 'listQuestions'))).toBe(200);
      expect(await status(requestBy('admin', 'askQuestion'))).toBe(201);
      expect(await status(goodRequest('importBatch', { 'stoa-admin-secret': ADMIN_SECRET }))).toBe(200);
    }
  });

  it('bounds content apart from other writes', async () => {
    api = await limitedTo({ content: { points: 2, seconds: 3600 } });
    expect(await status(requestBy('member', 'askQuestion'))).toBe(201);
    expect(await status(requestBy('member', 'reviseAnswer'))).toBe(200);
    expect(await status(requestBy('member', 'answerQuestion'))).toBe(429);
    expect(await status(requestBy('member', 'rateAnswer'))).toBe(200);
  });

  it('bounds what an address sends without a token, pages too; an IPv6 network is one address', async () => {
    api = await limitedTo({ requests: MINUTE(2) });
    expect(await status(goodRequest('listQuestions', from('192.0.2.1')))).toBe(200);
    expect(await status(goodRequest('homePage', from('192.0.2.1')))).toBe(200);
    expect(await status(goodRequest('listQuestions', from('192.0.2.1')))).toBe(429);
    expect(await status({ url: '/v1/nothing', headers: from('192.0.2.1') })).toBe(429);
    expect(await status(goodRequest('listQuestions', from('192.0.2.2')))).toBe(200);
    for (const address of ['2001:db8::1', '2001:db8::2'])
      expect(await status(goodRequest('listQuestions', from(address)))).toBe(200);
    expect(await status(goodRequest('listQuestions', from('2001:db8::3')))).toBe(429);
    const page = await api.app.inject(goodRequest('homePage', { ...from('192.0.2.1'), accept: 'text/html' }));
    expect([page.statusCode, page.headers['content-type']]).toEqual([429, 'text/html; charset=utf-8']);
  });

  it('counts neither health nor files', async () => {
    api = await limitedTo({ requests: MINUTE(1) });
    for (let round = 0; round < 3; round++) {
      expect(await status(goodRequest('live'))).toBe(200);
      expect(await status(goodRequest('asset'))).toBe(200);
    }
  });

  it('decides before the body is looked at', async () => {
    api = await limitedTo({ writes: MINUTE(1) });
    const broken = { ...requestBy('member', 'askQuestion'), payload: '{' };
    const headers = { ...broken.headers, 'content-type': 'application/json' };
    expect(await status({ ...broken, headers })).toBe(400);
    expect(await status({ ...broken, headers })).toBe(429);
    expect(await status({ ...broken, headers: { 'content-type': 'application/json' } })).toBe(401);
  });

  it('names the member in the log, and nobody where there is none', async () => {
    api = await limitedTo({});
    await api.app.inject(requestBy('member', 'askQuestion'));
    await api.app.inject(goodRequest('listQuestions'));
    const [known, nobody] = api.log.map((line) => JSON.parse(line) as { member?: string });
    expect(known!.member).toBe(api.contexts.commands[0]!.context.principal.memberId);
    expect(nobody).not.toHaveProperty('member');
  });
});
