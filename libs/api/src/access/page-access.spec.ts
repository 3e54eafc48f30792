import { PUBLIC } from '../routes/operation.metadata.ts';
import { PagesController } from '../routes/pages.controller.ts';
import { apiUnderTest, type ApiUnderTest } from '../testing/api-under-test.ts';
import { bearer } from '../testing/fake-contexts.ts';
import { sessionOf } from '../testing/sessions.ts';
import { policy, type Access } from './policy.ts';

/** The topic page, as if it were for few. */
async function withAccess(access: Access): Promise<ApiUnderTest> {
  (policy as Record<string, Access>)['topicPage'] = access;
  Reflect.deleteMetadata(PUBLIC, PagesController.prototype.topic);
  return apiUnderTest();
}

const URL = '/t/product-management?period=week&x=a%26b';
const NEXT = `/sign-in?next=${encodeURIComponent(URL)}`;

describe.each([
  ['member', ['member', 'analyst', 'moderator', 'admin'], []],
  ['analyst', ['analyst', 'admin'], ['member', 'moderator']],
] as const)('a page for the role %s', (access, may, mayNot) => {
  let api: ApiUnderTest;
  beforeAll(async () => void (api = await withAccess(access)));
  afterAll(() => api.app.close());
  const open = (headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
    api.app.inject({ method, url: URL, headers });

  it.each(['GET', 'HEAD'] as const)('sends whoever is not signed in to sign in, and back (%s)', async (method) => {
    const response = await open({}, method);
    expect([response.statusCode, response.headers.location, response.body]).toEqual([303, NEXT, '']);
    expect(response.headers['cache-control']).toBe('no-store');
  });

  it('knows its readers by session alone', async () => {
    expect((await open({ authorization: bearer('admin') })).statusCode).toBe(303);
    expect((await open({ cookie: sessionOf('revoked').cookie })).statusCode).toBe(303);
    expect((await open({ cookie: `${sessionOf('admin').cookie}x` })).statusCode).toBe(303);
  });

  it.each(may)('opens to a session as %s, for that reader alone', async (who) => {
    const response = await open({ cookie: sessionOf(who).cookie });
    expect([response.statusCode, response.headers['cache-control']]).toEqual([200, 'private, no-store']);
  });

  if (mayNot.length > 0)
    it.each(mayNot)('is refused, as a page, to a session as %s', async (who) => {
      const response = await open({ cookie: sessionOf(who).cookie });
      expect([response.statusCode, response.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8']);
      expect(response.body).toContain('Only an analyst can do this.');
      expect(response.body).toContain('action="/sign-out"');
    });
});
