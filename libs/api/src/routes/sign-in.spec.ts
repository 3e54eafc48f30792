import type { Response } from 'light-my-request';
import { apiUnderTest, type ApiUnderTest } from '../testing/api-under-test.ts';
import { TOKEN_IDS, bearer, type Holder } from '../testing/fake-contexts.ts';
import { formOf } from '../testing/requests.ts';
import { NOW, sessionOf } from '../testing/sessions.ts';

const tokenOf = (holder: Holder) => bearer(holder).slice('Bearer '.length);
const SIGNED_OUT = 'Sign in';

let api: ApiUnderTest;
let now: Date;
beforeAll(async () => void (api = await apiUnderTest({ now: () => now })));
afterAll(() => api.app.close());
beforeEach(() => {
  now = NOW;
  api.contexts.revoked.clear();
});

const signIn = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  api.app.inject({ method: 'POST', url: '/sign-in', ...formOf(fields, headers) });
const signOut = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  api.app.inject({ method: 'POST', url: '/sign-out', ...formOf(fields, headers) });
const home = (cookie: string, url = '/') => api.app.inject({ url, headers: { cookie } });
const cookieOf = ({ headers }: Response) => String(headers['set-cookie']).split(';')[0]!;
const formTokenIn = ({ body }: Response) => /name="formToken" value="([\w-]{43})"/.exec(body)?.[1] ?? '';

describe('signing in', () => {
  it('is a form that works without script', async () => {
    const { body, headers } = await api.app.inject('/sign-in?next=/t/product-management%3Fperiod=week');
    expect(body).toMatch(/<form class="sign-in" method="post" action="\/sign-in">/);
    expect(body).toContain('name="next" value="/t/product-management?period=week"');
    expect(body).toMatch(/<input id="token" name="token" type="password"/);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
    expect(headers['content-security-policy']).toContain("form-action 'self'");
  });

  it('begins a session and leads on', async () => {
    const response = await signIn({ token: ` ${tokenOf('member')}\n`, next: '/t/product-management' });
    expect([response.statusCode, response.headers.location]).toEqual([303, '/t/product-management']);
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.headers['set-cookie']).toMatch(
      /^__Host-stoa-session=[\w-]{112}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect(response.headers['set-cookie']).not.toContain(tokenOf('member').slice(-20));
    expect((await home(cookieOf(response))).body).toContain('<bdi>Ada &lt;Example></bdi>');
  });

  it.each([
    ['https://stoa.example', 'stoa.example', /^__Host-stoa-session=.*; Secure$/],
    ['http://127.0.0.1:3000', '127.0.0.1:3000', /^__Host-stoa-session=.*; Secure$/],
    ['http://[::1]:3000', '[::1]:3000', /^__Host-stoa-session=.*; Secure$/],
    ['http://stoa.internal:3000', 'stoa.internal:3000', /^stoa-session=[^;]*; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/],
    ['http://127.example', '127.example', /^stoa-session=/],
  ])('at %s sets a cookie that browsers take there', async (origin, host, cookie) => {
    const response = await signIn({ token: tokenOf('member') }, { origin, host });
    expect(response.headers['set-cookie']).toMatch(cookie);
    expect((await home(cookieOf(response))).body).toContain('Sign out');
  });

  const wrong: [string, string][] = [
    ['nothing', ''],
    ['what is no token', 'letmein'],
    ['an unknown token', tokenOf('admin').replace('aaaaaaaa', 'bbbbbbbb')],
    ['another secret', `${tokenOf('admin')}x`],
    ['a revoked token', tokenOf('revoked')],
    ['an expired token', tokenOf('expired')],
    ['a long text', 'a'.repeat(3000)],
  ];
  it('refuses every wrong token with the same page', async () => {
    const responses = await Promise.all(wrong.map(([, token]) => signIn({ token, next: '/t/x' })));
    for (const { statusCode, headers, body } of responses) {
      expect(statusCode).toBe(401);
      expect(headers['set-cookie']).toBeUndefined();
      expect(headers['www-authenticate']).toBe('Bearer realm="stoa"');
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(body).toBe(responses[0]!.body);
    }
    expect(responses[0]!.body).toContain('This token is not valid.');
    expect(responses[0]!.body).toContain('name="next" value="/t/x"');
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example',
    '/.//evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
  ])('leads nobody to %j', async (next) => {
    expect((await signIn({ token: tokenOf('member'), next })).headers.location).toBe('/');
    expect((await signIn({ token: 'wrong', next })).body).not.toContain('evil.example');
    expect((await api.app.inject(`/sign-in?next=${encodeURIComponent(next)}`)).body).not.toContain('evil.example');
  });

  it('says no token in the log', async () => {
    api.log.length = 0;
    await signIn({ token: tokenOf('member') });
    await signIn({ token: tokenOf('revoked') });
    expect(api.log.length).toBeGreaterThan(0);
    expect(api.log.join()).not.toContain(tokenOf('member').slice(-10));
  });
});

describe('a form', () => {
  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a sibling', { origin: 'http://sub.localhost:3000' }],
    ['another port', { origin: 'http://localhost:3001' }],
    ['an opaque page', { origin: 'null' }],
  ])('of %s is refused', async (_who, headers) => {
    const { cookie, formToken } = sessionOf('member');
    for (const response of [
      await signIn({ token: tokenOf('member') }, headers),
      await signOut({ formToken }, { cookie, ...headers }),
    ]) {
      expect(response.statusCode).toBe(403);
      expect(response.headers['set-cookie']).toBeUndefined();
      expect(response.body).toContain('must be sent from a page of this site');
    }
  });

  it('that does not say where it is from is refused', async () => {
    const { headers, payload } = formOf({ token: tokenOf('member') });
    const { origin: _origin, ...without } = headers as Record<string, string>;
    expect((await api.app.inject({ method: 'POST', url: '/sign-in', headers: without, payload })).statusCode).toBe(403);
  });

  it.each<[string, Record<string, string>, string | Buffer, number]>([
    ['as JSON', { 'content-type': 'application/json' }, '{"token":"x"}', 415],
    ['as text', { 'content-type': 'text/plain' }, 'token=x', 415],
    ['in another encoding', { 'content-type': 'application/x-www-form-urlencoded; charset=latin1' }, 'token=x', 415],
    ['compressed', { 'content-encoding': 'gzip' }, 'token=x', 415],
    ['beyond 4 KiB', {}, `token=${'a'.repeat(4100)}`, 413],
    ['with a field twice', {}, 'token=a&token=b', 400],
    ['that is not UTF-8', {}, Buffer.from([0x74, 0x3d, 0xff]), 400],
    ['with a field that it has not', {}, 'token=a&role=admin', 422],
    ['without a token', {}, 'next=/', 422],
    ['without anything', {}, '', 422],
  ])('%s is refused, as a page', async (_what, headers, payload, status) => {
    const form = formOf({}, headers);
    const response = await api.app.inject({ method: 'POST', url: '/sign-in', headers: form.headers, payload });
    expect([response.statusCode, response.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
  });

  it('has no business with the api', async () => {
    const { cookie } = sessionOf('admin');
    expect((await api.app.inject({ url: '/v1/projections', headers: { cookie } })).statusCode).toBe(401);
    const form = { method: 'POST' as const, url: '/v1/questions', ...formOf({ title: 'x' }, { cookie, 'idempotency-key': 'k' }) };
    expect((await api.app.inject(form)).statusCode).toBe(401);
    const known = { ...form, headers: { ...form.headers, authorization: bearer('member') } };
    expect((await api.app.inject(known)).statusCode).toBe(415);
  });

  it.each([
    ['PUT', '/sign-in', 'GET, HEAD, POST'],
    ['DELETE', '/sign-in', 'GET, HEAD, POST'],
    ['GET', '/sign-out', 'POST'],
  ] as const)('has no %s %s', async (method, url, allow) => {
    const response = await api.app.inject({ method, url });
    expect([response.statusCode, response.headers.allow]).toEqual([405, allow]);
  });
});

describe('a session', () => {
  const isSignedIn = async (cookie: string) => {
    const { body, headers } = await home(cookie);
    const signedIn = body.includes('action="/sign-out"');
    expect(headers['cache-control']).toBe(signedIn ? 'private, no-store' : 'public, no-cache');
    return signedIn;
  };

  it('ends when its token is revoked', async () => {
    const { cookie } = sessionOf('member');
    expect(await isSignedIn(cookie)).toBe(true);
    api.contexts.revoked.add(TOKEN_IDS.member);
    expect(await isSignedIn(cookie)).toBe(false);
  });

  it('ends after twelve hours, however busy it was', async () => {
    const cookie = cookieOf(await signIn({ token: tokenOf('member') }));
    now = new Date(NOW.getTime() + 12 * 3_600_000 - 1);
    expect(await isSignedIn(cookie)).toBe(true);
    expect((await home(cookie)).headers['set-cookie']).toBeUndefined();
    now = new Date(NOW.getTime() + 12 * 3_600_000);
    expect(await isSignedIn(cookie)).toBe(false);
  });

  it.each<[string, string]>([
    ['of a token that expired', sessionOf('expired').cookie],
    ['of a token that is revoked', sessionOf('revoked').cookie],
    ['of an unknown token', sessionOf('member', { tokenId: 'bbbbbbbb-0000-5000-8000-000000000001' }).cookie],
    ['of another secret', sessionOf('member', { secretHash: '0'.repeat(64) }).cookie],
    ['with a changed character', sessionOf('member').cookie.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['cut short', sessionOf('member').cookie.slice(0, -1)],
    ['that is the token itself', `__Host-stoa-session=${tokenOf('admin')}`],
    ['under another name', sessionOf('member').cookie.replace('__Host-', '__Secure-')],
  ])('%s is none', async (_what, cookie) => expect(await isSignedIn(cookie)).toBe(false));

  it.each(['/', '/q/what-is-it', '/t/product-management', '/sign-in', '/q/missing'])(
    'shows on %s, for its reader alone',
    async (url) => {
      const plain = await api.app.inject(url);
      expect(plain.body).toContain(SIGNED_OUT);
      expect(plain.body).not.toContain('Ada &lt;Example>');
      const { cookie, formToken } = sessionOf('member');
      const tag = String(plain.headers['etag'] ?? '"x"');
      const response = await api.app.inject({ url, headers: { cookie, 'if-none-match': `${tag}, *` } });
      expect(response.statusCode).toBe(plain.statusCode);
      expect(response.headers.etag).toBeUndefined();
      expect(response.headers['cache-control']).toMatch(/no-store/);
      expect(formTokenIn(response)).toBe(formToken);
      // Nobody gets the page that was rendered for somebody else.
      expect(shared((await api.app.inject(url)).body)).toBe(shared(plain.body));
      if (plain.headers.etag) expect(plain.headers.vary).toBe('cookie');
    },
  );

  it('asks for nothing where there is none', async () => {
    expect((await home('theme=dark')).headers['cache-control']).toBe('public, no-cache');
  });
});

describe('signing out', () => {
  it('ends the session in the browser', async () => {
    const cookie = cookieOf(await signIn({ token: tokenOf('member') }));
    const formToken = formTokenIn(await home(cookie));
    const response = await signOut({ formToken }, { cookie });
    expect([response.statusCode, response.headers.location]).toEqual([303, '/']);
    expect(response.headers['set-cookie']).toEqual([
      '__Host-stoa-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure',
      'stoa-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
    ]);
  });

  it.each<[string, Record<string, string>]>([
    ['none', {}],
    ['an empty one', { formToken: '' }],
    ['that of another session', { formToken: sessionOf('member').formToken }],
  ])('needs the form token of the session, not %s', async (_what, fields) => {
    const { cookie } = sessionOf('member');
    const response = await signOut(fields, { cookie });
    expect([response.statusCode, response.headers['set-cookie']]).toEqual([403, undefined]);
    expect(response.body).toContain('out of date');
  });

  it('has nothing to ask of somebody who is not signed in', async () => {
    expect((await signOut({})).statusCode).toBe(303);
  });
});

/** A page without what each showing has of its own. */
const shared = (body: string) => body.replace(/ (?:nonce|data-render|data-token)="[^"]*"/g, '');
