import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from './request.ts';

type Response = readonly [status: number, body: unknown, headers?: Record<string, string>];
const PROBLEM = { title: 'x', status: 503, detail: 'Try again later.', instance: '/', errors: [] };

describe('a request', () => {
  let server: Server;
  let responses: Response[];
  let received: IncomingMessage[];
  const at = () => ({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    headers: { authorization: 'Bearer x' },
  });

  beforeEach(async () => {
    [responses, received] = [[], []];
    server = createServer((incoming, outgoing) => {
      received.push(incoming);
      const [status, body, headers = {}] = responses.shift() ?? [200, { items: [] }];
      outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
      outgoing.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const revoke = (options: Parameters<typeof request>[2] = {}) =>
    request(
      at(),
      (api) => api.POST('/v1/projections/{projection}/rebuilds', { params: { path: { projection: 'a b' } } }),
      options,
    );

  it('says who sends it, where to, and under which key', async () => {
    responses = [[202, { id: '1' }]];
    expect(await revoke({ key: 'k' })).toEqual({ body: { id: '1' }, repeated: false });
    expect(received[0]).toMatchObject({
      method: 'POST',
      url: '/v1/projections/a%20b/rebuilds',
      headers: { authorization: 'Bearer x', 'idempotency-key': 'k' },
    });
  });

  it('tells a repeat', async () => {
    responses = [[200, { id: '1' }, { 'idempotency-replayed': 'true' }]];
    expect(await revoke()).toMatchObject({ repeated: true });
  });

  it('throws the refusal that the server sends', async () => {
    const errors = [{ pointer: '/limit', code: 'out-of-range', expected: 'at most 5' }];
    responses = [[422, { ...PROBLEM, code: 'validation-failed', detail: 'No.', errors }]];
    await expect(revoke()).rejects.toMatchObject({ code: 'validation-failed', message: 'No.', errors });
    expect(received).toHaveLength(1);
  });

  it.each([
    [200, '<html>'],
    [502, '<html>'],
    [500, { status: 500 }],
  ])('takes %i %j for no Stoa', async (status, body) => {
    responses = [[status, body]];
    await expect(revoke()).rejects.toMatchObject({ code: 'dependency-unavailable' });
  });

  it('says where nothing listens', async () => {
    const nowhere = { url: 'http://127.0.0.1:1', headers: {} };
    await expect(request(nowhere, (api) => api.GET('/v1/projections'))).rejects.toMatchObject({
      code: 'dependency-unavailable',
      message: 'The server at http://127.0.0.1:1 cannot be reached.',
    });
  });

  it('with patience is sent again under the same key while what stands in the way may pass', async () => {
    const away: Response = [503, { ...PROBLEM, code: 'dependency-unavailable' }];
    responses = [away, [502, '<html>'], [202, { id: '1' }]];
    expect(await revoke({ patience: 60_000 })).toMatchObject({ body: { id: '1' } });
    expect(new Set(received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(received).toHaveLength(3);
  });

  it('with patience gives up at what will not pass, and at once when it is stopped', async () => {
    responses = [[409, { ...PROBLEM, code: 'idempotency-conflict' }]];
    await expect(revoke({ patience: 60_000 })).rejects.toMatchObject({ code: 'idempotency-conflict' });
    const stopping = new AbortController();
    responses = Array.from({ length: 100 }, (): Response => [503, { ...PROBLEM, code: 'overloaded' }]);
    const stopped = revoke({ patience: 60_000, signal: stopping.signal });
    stopping.abort(new Error('stopped'));
    await expect(stopped).rejects.toThrow('stopped');
  });
});
