import type { InjectOptions } from 'light-my-request';
import { apiUnderTest, type ApiUnderTest } from './testing/api-under-test.ts';
import { GONE, ID, MISSING, bearer } from './testing/fake-contexts.ts';

const admin = bearer('admin');
const key = { 'idempotency-key': 'k' };
const post = (url: string, payload: string | object, headers: Record<string, string> = {}): InjectOptions => ({
  method: 'POST',
  url,
  payload,
  headers: { authorization: admin, 'content-type': 'application/json', ...key, ...headers },
});
const ask = (payload: string | object, headers: Record<string, string> = {}) => post('/v1/questions', payload, headers);
const get = (url: string, headers: Record<string, string> = {}): InjectOptions => ({ url, headers });
const asAdmin = (method: 'GET' | 'PUT' | 'PATCH' | 'DELETE' | 'POST', url: string, more: InjectOptions = {}): InjectOptions => ({
  method,
  url,
  ...more,
  headers: { authorization: admin, ...(more.headers as object) },
});
const title = 'A title';
const deep = (levels: number) => `{"title":${'['.repeat(levels)}${']'.repeat(levels)}}`;

/** What is sent, and the status and code that it gets. */
const table: [string, InjectOptions, number, string][] = [
  // the HTTP layer
  ['a bad percent-encoding', get('/v1/questions/%zz'), 400, 'malformed-request'],
  ['invalid UTF-8 in a path', get('/v1/questions/%ff'), 400, 'malformed-request'],
  ['NUL in a path', get('/v1/questions/a%00b'), 400, 'malformed-request'],
  ['NUL in a query', get('/v1/questions?cursor=a%00'), 400, 'malformed-request'],
  ['an address of 20 kB', get(`/v1/questions/${'a'.repeat(20_000)}`), 414, 'uri-too-long'],
  ['a parameter of 5 kB', get(`/v1/questions/${'a'.repeat(5_000)}`), 404, 'not-found'],
  ['no content type', { ...ask('x'), headers: { authorization: admin, ...key } }, 415, 'unsupported-media-type'],
  ['text/plain', ask('{"title":"x"}', { 'content-type': 'text/plain' }), 415, 'unsupported-media-type'],
  ['garbage after the type', ask('{"title":"x"}', { 'content-type': 'application/json garbage' }), 415, 'unsupported-media-type'],
  ['a tab inside the type', ask('{}', { 'content-type': 'application/json\ta' }), 415, 'unsupported-media-type'],
  ['another character set', ask('{}', { 'content-type': 'application/json; charset=utf-16' }), 415, 'unsupported-media-type'],
  ['a form', ask('title=x', { 'content-type': 'application/x-www-form-urlencoded' }), 415, 'unsupported-media-type'],
  ['a compressed body', ask('{}', { 'content-encoding': 'gzip' }), 415, 'unsupported-media-type'],
  ['Accept: image/png', get('/v1/questions', { accept: 'image/png' }), 406, 'not-acceptable'],
  ['JSON refused by weight', get('/v1/questions', { accept: 'application/json;q=0, */*' }), 406, 'not-acceptable'],
  ['a wrong method', asAdmin('DELETE', '/v1/questions'), 405, 'method-not-allowed'],
  ['OPTIONS', { method: 'OPTIONS', url: '/v1/questions' }, 405, 'method-not-allowed'],
  [
    'a wrong method with another body',
    { method: 'PUT', url: '/v1/questions', headers: { 'content-type': 'text/plain' }, payload: '{}' },
    405,
    'method-not-allowed',
  ],
  [
    'an unknown address with another body',
    { method: 'POST', url: '/v1/nothing', headers: { 'content-type': 'text/plain' }, payload: 'x' },
    404,
    'not-found',
  ],
  ['an unknown address', get('/v1/nothing'), 404, 'not-found'],
  // public reads
  ...['0', '-1', '1e309', '9223372036854775808.5', '1%20OR%201=1', '%F0%9F%98%80', "'", '..%2f..', '__proto__'].map(
    (id): [string, InjectOptions, number, string] => [`the id ${id}`, get(`/v1/answers/${id}`), 404, 'not-found'],
  ),
  ['an emoji as slug', get('/v1/questions/%F0%9F%98%80/page'), 404, 'not-found'],
  ['an id that names nothing', get(`/v1/questions/${MISSING}`), 404, 'not-found'],
  ['what was withdrawn', get(`/v1/questions/${GONE}/page`), 410, 'gone'],
  ...['0', '-1', '101', '1000000000', 'NaN', '1e1', '0x10', '+5', '%205', '', '5&limit=6', '5.0'].map(
    (limit): [string, InjectOptions, number, string] => [
      `limit=${limit}`,
      get(`/v1/questions?limit=${limit}`),
      422,
      'validation-failed',
    ],
  ),
  ['limit[]=5', get('/v1/questions?limit[]=5'), 422, 'unknown-field'],
  ['an unknown parameter', get('/v1/questions?sort=title'), 422, 'unknown-field'],
  ['__proto__ as parameter', get('/v1/questions?__proto__=x'), 422, 'unknown-field'],
  ['a malformed cursor', get('/v1/questions?cursor=*'), 422, 'validation-failed'],
  ...[
    '-1',
    '',
    '5',
    '0x10',
    'a%20b',
    '0000000000000042&after=0000000000000043',
    '000000000000004',
    '00000000000000042',
    '-000000000000042',
  ].map((after): [string, InjectOptions, number, string] => [
    `after=${after}`,
    get(`/v1/questions?after=${after}`),
    400,
    'malformed-request',
  ]),
  ['a malformed position of a page', get('/v1/questions/what-is-it/page?after=-1'), 400, 'malformed-request'],
  ['an unknown period', get('/v1/leaderboards/mentors?period=day'), 422, 'validation-failed'],
  ['a day that there is not', get('/v1/leaderboards/mentors?at=2026-02-30'), 422, 'validation-failed'],
  ['a malformed topic', get('/v1/leaderboards/mentors?topic=A%20B'), 422, 'validation-failed'],
  // writes
  ['broken JSON', ask('{"title":'), 400, 'malformed-json'],
  ['a top-level array', ask('[{"title":"x"}]'), 400, 'malformed-json'],
  ['a top-level string', ask('"x"'), 400, 'malformed-json'],
  ['null', ask('null'), 400, 'malformed-json'],
  ['the same key twice', ask('{"title":"a","title":"b"}'), 400, 'malformed-json'],
  ['the same key twice, escaped', ask('{"title":"a","\\u0074itle":"b"}'), 400, 'malformed-json'],
  ['a depth of 1,000', ask(deep(1000)), 400, 'malformed-json'],
  ['a depth of 60,000', ask(deep(60_000)), 400, 'malformed-json'],
  ['__proto__', ask('{"title":"a","__proto__":{"roles":["admin"]}}'), 400, 'malformed-json'],
  [
    'bytes that are not UTF-8',
    { ...ask('x'), payload: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]) },
    400,
    'malformed-json',
  ],
  ['a body of 513 KiB', ask({ title, body: 'x'.repeat(513 * 1024) }), 413, 'payload-too-large'],
  ['nine marks on one letter', ask({ title: `a${'\u0301'.repeat(10)}` }), 422, 'validation-failed'],
  ['no body', ask(''), 422, 'validation-failed'],
  ['an unknown field', ask({ title, views: 7 }), 422, 'unknown-field'],
  ['a privileged field', ask({ title, askerId: ID }), 422, 'unknown-field'],
  ['an id of the client’s', ask({ title, questionId: ID }), 422, 'unknown-field'],
  ['a time of the client’s', ask({ title, askedAt: '2020-01-01T00:00:00.000Z' }), 422, 'unknown-field'],
  ['constructor', ask({ title, constructor: { prototype: {} } }), 422, 'unknown-field'],
  [
    'the path’s id in the body',
    asAdmin('PUT', `/v1/questions/${ID}/rating`, { payload: { rating: 'helpful', questionId: ID } }),
    422,
    'unknown-field',
  ],
  [
    'what the route says itself',
    asAdmin('DELETE', `/v1/questions/${ID}/rating`, { payload: { rating: 'helpful' } }),
    422,
    'unknown-field',
  ],
  ...Object.entries({
    empty: '',
    'only spaces': '   ',
    '301 characters': 'x'.repeat(301),
    '10 kB': 'x'.repeat(10_000),
    'a control character': 'a\u0007b',
    'a lone surrogate': 'a\ud800b',
    'only zero-width': '\u200b\u200b',
    'a bidi override': 'a\u202eb',
    NUL: 'a\0b',
  }).map(([what, text]): [string, InjectOptions, number, string] => [
    `a title: ${what}`,
    ask({ title: text }),
    422,
    'validation-failed',
  ]),
  ['an object for a text', ask({ title: { $ne: '' } }), 422, 'validation-failed'],
  ['a list for a text', ask({ title: ['x'] }), 422, 'validation-failed'],
  ['a body of 65,536 characters and one', ask({ title, body: 'x'.repeat(65_537) }), 422, 'validation-failed'],
  ['six topics', ask({ title, topics: ['a', 'b', 'c', 'd', 'e', 'f'] }), 422, 'validation-failed'],
  ['an unknown rating', asAdmin('PUT', `/v1/answers/${ID}/rating`, { payload: { rating: 'best' } }), 422, 'validation-failed'],
  ['accepting no id', asAdmin('PUT', `/v1/questions/${ID}/acceptance`, { payload: { answerId: 'x' } }), 422, 'validation-failed'],
  ['a topic of 61 characters', asAdmin('PUT', `/v1/mentors/${ID}/expertise/${'x'.repeat(61)}`), 422, 'validation-failed'],
  ['no Idempotency-Key', { ...ask({ title }), headers: { authorization: admin } }, 400, 'malformed-request'],
  ...Object.entries({ empty: '', '300 characters': 'k'.repeat(300), 'not ASCII': 'schlüssel' }).map(
    ([what, value]): [string, InjectOptions, number, string] => [
      `an Idempotency-Key: ${what}`,
      ask({ title }, { 'idempotency-key': value }),
      400,
      'malformed-request',
    ],
  ),
  ['an edit without If-Match', asAdmin('PATCH', `/v1/questions/${ID}`, { payload: { title } }), 428, 'precondition-required'],
  ...['"r3', 'r3', '', '*, "r3"', '"r3" "r4"'].map((tag): [string, InjectOptions, number, string] => [
    `If-Match: ${tag}`,
    asAdmin('PATCH', `/v1/questions/${ID}`, { payload: { title }, headers: { 'if-match': tag } }),
    400,
    'malformed-request',
  ]),
  ['a withdrawal without If-Match', asAdmin('DELETE', `/v1/answers/${ID}`), 428, 'precondition-required'],
  // operations
  ['a read model that cannot be', post('/v1/projections/..%2f/rebuilds', {}), 404, 'not-found'],
  ['a rebuild from somewhere', post('/v1/projections/question-page/rebuilds', { from: -1 }), 422, 'unknown-field'],
  [
    'roles that there are not',
    asAdmin('PUT', `/v1/members/${ID}/roles`, { payload: { roles: ['root'] } }),
    422,
    'validation-failed',
  ],
  [
    'a secret of the client’s',
    post('/v1/tokens', { memberId: ID, label: 'x', secretHash: 'a'.repeat(64) }),
    422,
    'unknown-field',
  ],
];

describe('bad input', () => {
  let api: ApiUnderTest;
  beforeAll(async () => void (api = await apiUnderTest()));
  afterAll(() => api.app.close());
  beforeEach(() => void (api.contexts.commands.length = 0));

  it.each(table)('%s', async (_what, request, status, code) => {
    const response = await api.app.inject(request);
    expect(response.json()).toMatchObject({ status, code, type: `/problems/${code}` });
    expect(response.statusCode).toBe(status);
    expect(response.headers).toMatchObject({
      'content-type': expect.stringContaining('application/problem+json'),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'stoa-correlation-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(response.headers).not.toHaveProperty('x-powered-by');
    expect(api.contexts.commands).toEqual([]);
    expect(({} as Record<string, unknown>)['roles']).toBeUndefined();
  });

  it('names every field at fault by a JSON pointer', async () => {
    const response = await api.app.inject(ask({ title: '', topics: ['ok', 7], 'a/b~c': 1 }));
    const pointers = response.json().errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers.sort()).toEqual(['/a~1b~0c', '/title', '/topics/1']);
  });

  it('names a query parameter with a question mark', async () => {
    const response = await api.app.inject(get('/v1/questions?limit=0'));
    expect(response.json().errors).toEqual([
      { pointer: '?limit', code: 'invalid_format', expected: 'a whole number from 1 to 100' },
    ]);
  });

  it('says in Allow what a wrong method could have been', async () => {
    const response = await api.app.inject(asAdmin('DELETE', '/v1/questions'));
    expect(response.headers.allow).toBe('POST, GET, HEAD');
  });

  it('takes a body of as many characters as it may have, of which a client has escaped every one', async () => {
    const response = await api.app.inject(ask(`{"title":"T","body":"${'\\u8a9e'.repeat(64 * 1024)}"}`));
    expect(response.statusCode).toBe(201);
  });

  it('refuses unknown parameters on every route but pages, to which those who share them add some', async () => {
    const { operationNames, requestBy } = await import('./testing/requests.ts');
    const pages = operationNames.filter((name) => /Page$/.test(name) && name !== 'getQuestionPage');
    for (const name of operationNames) {
      const request = requestBy('admin', name);
      const response = await api.app.inject({
        ...request,
        url: `${request.url}?nope=1`,
        headers: { ...request.headers, accept: pages.includes(name) ? 'text/html' : 'application/json' },
      });
      expect([name, response.statusCode]).toEqual([name, pages.includes(name) ? 200 : 422]);
    }
  });

  it.each([
    ['application/json', 201],
    ['Application/JSON; charset=UTF-8', 201],
    ['application/json;charset="utf-8"', 201],
  ])('takes %s', async (type, status) => {
    expect((await api.app.inject(ask('{"title":"x"}', { 'content-type': type }))).statusCode).toBe(status);
  });

  it('takes a body at the limit, as it was written', async () => {
    const body = 'é'.repeat(32 * 1024);
    expect((await api.app.inject(ask({ title, body }))).statusCode).toBe(201);
    expect(api.contexts.commands[0]?.data).toMatchObject({ body });
  });

  it('ignores Range on JSON', async () => {
    expect((await api.app.inject(get('/v1/questions', { range: 'bytes=0-1' }))).statusCode).toBe(200);
  });
});
