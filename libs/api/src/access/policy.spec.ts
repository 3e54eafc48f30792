import { routePath, statusOf, type Operation } from '../routes/operation.ts';
import { operationOf, operations } from '../routes/operations.ts';
import { accessOf, policy, type Access } from './policy.ts';
import { ADMIN_SECRET, apiUnderTest, type ApiUnderTest } from '../testing/api-under-test.ts';
import { bearer, type Holder } from '../testing/fake-contexts.ts';
import { goodRequest, operationNames, requestBy } from '../testing/requests.ts';

const MAY: Record<Access, readonly (Holder | 'nobody')[]> = {
  public: ['nobody', 'member', 'analyst', 'moderator', 'admin'],
  member: ['member', 'analyst', 'moderator', 'admin'],
  analyst: ['analyst', 'admin'],
  moderator: ['moderator', 'admin'],
  admin: ['admin'],
};

describe('the policy', () => {
  let api: ApiUnderTest;
  beforeAll(async () => void (api = await apiUnderTest()));
  afterAll(() => api.app.close());
  beforeEach(() => void (api.contexts.commands.length = 0));

  it('names every route of the running router, and no other', () => {
    const named = Object.keys(policy).map((name) => {
      const operation: Operation = operations[name as keyof typeof operations];
      return `${operation.method} ${routePath(operation)}`;
    });
    const running = api.routes.filter((route) => !route.startsWith('HEAD '));
    expect([...running].sort()).toEqual([...named].sort());
  });

  it('has a HEAD beside a GET and nothing else besides', () => {
    const heads = api.routes.filter((route) => route.startsWith('HEAD '));
    expect(heads.every((head) => api.routes.includes(head.replace('HEAD', 'GET')))).toBe(true);
  });

  it('is closed to what it does not name', () => {
    expect(accessOf(undefined)).toBeUndefined();
    expect(accessOf('toString')).toBeUndefined();
  });

  describe.each(operationNames)('%s', (name) => {
    const access = policy[name];
    it.each(['nobody', 'member', 'analyst', 'moderator', 'admin'] as const)(`(${access}) as %s`, async (who) => {
      const response = await api.app.inject(requestBy(who, name));
      if (MAY[access].includes(who)) {
        expect({ status: response.statusCode, body: response.statusCode >= 400 ? response.body : '' }).toEqual({
          status: statusOf(operationOf(name)),
          body: '',
        });
      } else {
        expect(response.statusCode).toBe(who === 'nobody' ? (operationOf(name).form === 'html' ? 303 : 401) : 403);
        expect(api.contexts.commands).toEqual([]);
      }
    });

    if (operationOf(name).form === 'html') return;
    it('as a suspended member: what reads, and nothing that writes', async () => {
      const who = MAY[access].at(-1) as Holder;
      api.contexts.suspension = { reason: 'Advertising', until: '2026-11-24T09:00:00.001Z' };
      const response = await api.app.inject(requestBy(who, name));
      api.contexts.suspension = null;
      if (operationOf(name).command) {
        expect(response.json()).toMatchObject({ status: 403, code: 'suspended', detail: expect.stringContaining('Advertising') });
        expect(api.contexts.commands).toEqual([]);
      } else expect(response.statusCode).toBe(statusOf(operationOf(name)));
    });

    it.each(['revoked', 'expired'] as const)('refuses a token that is %s', async (who) => {
      const response = await api.app.inject(goodRequest(name, { authorization: bearer(who) }));
      expect(response.statusCode).toBe(401);
      expect(response.headers['www-authenticate']).toBe('Bearer realm="stoa"');
      expect(api.contexts.commands).toEqual([]);
    });
  });

  it('lets members write again once their suspension has ended by itself', async () => {
    const write = async (until: string | null) => {
      api.contexts.suspension = { reason: 'Advertising', until };
      const { statusCode } = await api.app.inject(requestBy('member', 'askQuestion'));
      api.contexts.suspension = null;
      return statusCode;
    };
    expect(await write(null)).toBe(403);
    expect(await write('2026-11-24T09:00:00.001Z')).toBe(403);
    expect(await write('2026-11-24T09:00:00.000Z')).toBe(201);
  });

  it.each([
    ['no scheme', bearer('admin').slice(7)],
    ['another scheme', 'Basic YTpi'],
    ['another secret', `${bearer('admin')}x`],
    ['a short secret', `Bearer stoa_${'a'.repeat(32)}_short`],
    ['an unknown token', bearer('admin').replace('aaaaaaaa', 'bbbbbbbb')],
    ['nothing', 'Bearer '],
    ['a JSON Web Token', 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.'],
  ])('refuses %s', async (_what, authorization) => {
    const response = await api.app.inject(goodRequest('listProjections', { authorization }));
    expect(response.json()).toMatchObject({ status: 401, code: 'unauthenticated' });
  });

  it.each([
    '//v1/projections',
    '/v1//projections',
    '/v1/projections/',
    '/v1/projections;x',
    '/V1/projections',
    '/v1/./projections',
    '/v1/%70rojections',
    '/v1%2fprojections',
    '/v1/x/../projections',
    '/v1/projections%00',
    'http://elsewhere.example/v1/projections',
  ])('gives nobody projections as %s', async (url) => {
    for (const method of ['GET', 'HEAD', 'OPTIONS'] as const) {
      const { statusCode, body } = await api.app.inject({ method, url, headers: { 'x-http-method-override': 'GET' } });
      expect([400, 401, 404, 405]).toContain(statusCode);
      expect(body).not.toContain('items');
    }
  });

  describe('the local admin secret', () => {
    const ask = (secret: string, remoteAddress: string) =>
      api.app.inject({ ...goodRequest('listProjections', { 'stoa-admin-secret': secret }), remoteAddress });

    it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])('makes an admin of %s', async (address) => {
      expect((await ask(ADMIN_SECRET, address)).statusCode).toBe(200);
    });
    it('is worth nothing from elsewhere, whatever a header says', async () => {
      expect((await ask(ADMIN_SECRET, '203.0.113.7')).statusCode).toBe(401);
      const headers = { 'stoa-admin-secret': ADMIN_SECRET, 'x-forwarded-for': '127.0.0.1' };
      const response = await api.app.inject({ ...goodRequest('listProjections', headers), remoteAddress: '203.0.113.7' });
      expect(response.statusCode).toBe(401);
    });
    it('must be the right one', async () => {
      expect((await ask('another', '127.0.0.1')).statusCode).toBe(401);
      expect((await ask('', '127.0.0.1')).statusCode).toBe(401);
    });
    it('that an operator has chosen counts from anywhere, where the process says so', async () => {
      const open = await apiUnderTest({ adminSecretFrom: 'anywhere' });
      const from = (secret: string) =>
        open.app.inject({ ...goodRequest('listProjections', { 'stoa-admin-secret': secret }), remoteAddress: '203.0.113.7' });
      expect((await from(ADMIN_SECRET)).statusCode).toBe(200);
      expect((await from('another')).statusCode).toBe(401);
      await open.app.close();
    });
  });
});
