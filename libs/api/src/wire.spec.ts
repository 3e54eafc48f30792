import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { bearer } from './testing/fake-contexts.ts';
import { apiUnderTest, type ApiUnderTest } from './testing/api-under-test.ts';

/** Sends bytes as they are and gives what comes back until the server closes the connection. */
function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('utf8');
    socket.on('data', (data) => (answer += data));
    socket.on('close', () => resolve(answer));
    socket.on('error', (error: NodeJS.ErrnoException) => (answer ? resolve(answer) : reject(error)));
  });
}

describe('on the wire', () => {
  let api: ApiUnderTest;
  let port: number;
  beforeAll(async () => {
    api = await apiUnderTest({}, { requestTimeout: 300 });
    await api.app.listen(0, '127.0.0.1');
    port = (api.app.getHttpServer().address() as AddressInfo).port;
  });
  afterAll(() => api.app.close());

  const head = 'POST /v1/questions HTTP/1.1\r\nHost: x\r\nConnection: close\r\n';
  const known = `${head}Authorization: ${bearer('member')}\r\n`;
  it.each([
    ['two Content-Length', `${head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 400, 'malformed-request'],
    [
      'Content-Length and Transfer-Encoding',
      `${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      'malformed-request',
    ],
    ['a space before the colon', `${head}Content-Length : 2\r\n\r\n{}`, 400, 'malformed-request'],
    ['a bare line feed', 'GET /v1/questions HTTP/1.1\nHost: x\nX\n: y\n\n', 400, 'malformed-request'],
    ['what is not HTTP', 'hello\r\n\r\n', 400, 'malformed-request'],
    ['headers of 40 kB', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`, 431, 'headers-too-large'],
    [
      'a body that never ends',
      `${known}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`,
      408,
      'request-timeout',
    ],
    ['a body that never ends, of nobody', `${head}Content-Length: 100000\r\n\r\n{`, 401, 'unauthenticated'],
    ['no Host', 'GET /v1/questions HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'malformed-request'],
    ['two Hosts', 'GET /v1/questions HTTP/1.1\r\nHost: x\r\nhost: y\r\nConnection: close\r\n\r\n', 400, 'malformed-request'],
    ['headers that never end', 'GET / HTTP/1.1\r\nHost: x\r\n', 408, 'request-timeout'],
  ])('%s', async (_what, bytes, status, code) => {
    const answer = await exchange(port, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('application/problem+json');
    expect(answer).toContain(`"code":"${code}"`);
  });

  it('serves HTTP/1.0, which knows no Host', async () => {
    expect(await exchange(port, 'GET /v1/questions HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('meets 100-continue, and no other expectation', async () => {
    const expecting = (what: string) => `${head}Content-Length: 2\r\nExpect: ${what}\r\n\r\n{}`;
    expect(await exchange(port, expecting('100-continue'))).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 4/);
    const refused = await exchange(port, expecting('100-foo'));
    expect(refused).toMatch(/^HTTP\/1\.1 417 /);
    expect(refused).not.toContain('{');
  });

  it('answers HEAD as GET, without the body', async () => {
    const answer = await exchange(port, 'HEAD /v1/questions HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer.endsWith('\r\n\r\n')).toBe(true);
  });

  it('refuses TRACE with the methods that it has', async () => {
    const answer = await exchange(port, 'TRACE /v1/questions HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
    expect(answer.toLowerCase()).toContain('allow: post, get, head');
  });

  it('logs one line of JSON a request, whatever its headers hold', async () => {
    api.log.length = 0;
    await exchange(
      port,
      'GET /v1/questions?limit=2 HTTP/1.1\r\nHost: x\r\nUser-Agent: \t{"a":1}\r\nAuthorization: Bearer nothing\r\nConnection: close\r\n\r\n',
    );
    expect(api.log.map((line) => JSON.parse(line))).toEqual([
      {
        method: 'GET',
        route: '/v1/questions',
        status: 401,
        ms: expect.any(Number),
        correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        message: 'request',
      },
    ]);
  });
});

it('what comes while the process stops is refused as a problem, to be sent again', async () => {
  const api = await apiUnderTest();
  await api.app.listen(0, '127.0.0.1');
  const server = api.app.getHttpServer() as Server;
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const arrived = new Promise<void>((resolve) => {
    const ask = api.contexts.ask.bind(api.contexts);
    api.contexts.ask = (query) => {
      resolve();
      return held.then(() => ask(query));
    };
  });
  const get = 'GET /v1/questions HTTP/1.1\r\nHost: x\r\n\r\n';
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(get));
  let text = '';
  socket.setEncoding('utf8').on('data', (data: string) => (text += data));
  const ended = new Promise((resolve) => socket.once('close', resolve));
  await arrived;
  const closed = api.app.close();
  while (server.listening) await new Promise(setImmediate);
  const received = once(server, 'request');
  socket.write(get);
  await received;
  release();
  await ended;
  await closed;
  const [first, second] = text.split(/(?=HTTP\/1\.1 )/);
  expect(first).toMatch(/^HTTP\/1\.1 200 /);
  expect(second).toMatch(/^HTTP\/1\.1 503 /);
  expect(second).toContain('application/problem+json');
  expect(second!.toLowerCase()).toContain('retry-after: 1');
  expect(second).toContain('"code":"stopping"');
});
