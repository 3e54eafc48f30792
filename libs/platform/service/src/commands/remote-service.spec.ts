import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Refusal } from '@stoa/kernel';
import { eventually } from '@stoa/testing';
import type { Logger } from '../process/process-log.ts';
import { RemoteService, type CallTimes } from './remote-service.ts';
import { toTravel } from './travelling-refusal.ts';

type Responding = (request: IncomingMessage, response: ServerResponse) => void;
const TIMES: CallTimes = { attempt: 600, attempts: 3, pause: 5 };

const json =
  (status: number, body: unknown): Responding =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
const cut: Responding = (request) => request.socket.destroy();
const hang: Responding = () => undefined;
const half: Responding = (_request, response) => {
  response.writeHead(200, { 'content-length': '100' });
  response.write('{"id"');
  setImmediate(() => response.destroy());
};
const refusal = (refused: Refusal) => json(503, toTravel(refused, '11111111-1111-5111-8111-111111111111'));

describe('a remote service', () => {
  let server: Server;
  let responses: Responding[] = [];
  let requests: IncomingMessage[] = [];
  let said: string[] = [];
  let remote: RemoteService;
  beforeAll(async () => {
    server = createServer((request, response) => {
      requests.push(request);
      request.resume().on('end', () => (responses.length > 1 ? responses.shift()! : responses[0]!)(request, response));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    requests = [];
    said = [];
    const write = (_fields: object, message: string) => void said.push(message);
    const log = { info: write, warn: write, error: write } as unknown as Logger;
    remote = new RemoteService('questions', address(), 'the secret', log, TIMES, { failures: 4, restMs: 1500 });
  });
  afterEach(() => remote.close());
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const post = (deadlineMs = 5000, to = remote) =>
    to.post('/commands/AskQuestion', { data: 1 }, { correlationId: 'c', deadline: performance.now() + deadlineMs });

  it('sends the secret, the correlation and its deadline', async () => {
    responses = [json(200, { id: 'x' })];
    expect(await post()).toEqual({ id: 'x' });
    expect(requests[0]?.headers).toMatchObject({
      'stoa-service-secret': 'the secret',
      'x-correlation-id': 'c',
      'stoa-deadline-ms': '600',
    });
  });

  it.each([
    ['cut off', cut],
    ['silent', hang],
    ['cut off in the middle of its response', half],
    ['502', json(502, 'Bad gateway')],
    ['503 of a proxy', json(503, '<html>')],
    ['504', json(504, '')],
    ['503 of its own', refusal(new Refusal('storage-unavailable', 'No.'))],
  ])('is retried when it is %s', async (_what, first) => {
    responses = [first, json(200, { id: 'x' })];
    expect(await post()).toEqual({ id: 'x' });
    expect(requests).toHaveLength(2);
  });

  it.each([
    [400, 'internal'],
    [401, 'dependency-unavailable'],
    [404, 'internal'],
    [422, 'internal'],
    [500, 'internal'],
  ])('is not retried after %i without a refusal by a handler; the client gets %s', async (status, code) => {
    responses = [json(status, { code: 'validation-failed', detail: 'x', errors: [] })];
    await expect(post()).rejects.toMatchObject({ code });
    expect(requests).toHaveLength(1);
    expect(said).toEqual([status === 500 ? 'request failed' : 'request not understood']);
  });

  it('passes the refusal of its handler on, without a retry', async () => {
    responses = [json(409, toTravel(new Refusal('name-taken', 'Taken.'), 'x'))];
    await expect(post()).rejects.toMatchObject({ code: 'name-taken', message: 'Taken.' });
    expect(requests).toHaveLength(1);
  });

  it('passes its own refusal on in the end, where it responded 503', async () => {
    responses = [refusal(new Refusal('storage-unavailable', 'The disk is full.'))];
    await expect(post()).rejects.toMatchObject({ code: 'storage-unavailable', message: 'The disk is full.' });
    expect(requests).toHaveLength(3);
  });

  it.each([
    ['at its door', json(503, { code: 'overloaded', detail: 'Too much.' })],
    ['by its handler', refusal(new Refusal('overloaded', 'Too much.'))],
  ])('gets no second attempt when it is overloaded, and counts as available: refused %s', async (_where, overloaded) => {
    responses = [overloaded];
    for (let call = 1; call <= 5; call++) {
      await expect(post()).rejects.toMatchObject({ code: 'overloaded', message: 'Too much.' });
      expect(requests).toHaveLength(call);
    }
    expect(said).toEqual([]);
  });

  it('never waits beyond the deadline', async () => {
    responses = [hang];
    const began = performance.now();
    await expect(post(900)).rejects.toMatchObject({ code: 'dependency-unavailable' });
    expect(performance.now() - began).toBeLessThan(1500);
    expect(Number(requests[1]?.headers['stoa-deadline-ms'])).toBeLessThanOrEqual(300);
  });

  it('sends nothing when the deadline has passed', async () => {
    await expect(post(0)).rejects.toMatchObject({ code: 'dependency-unavailable' });
    expect(requests).toHaveLength(0);
  });

  it('gets no calls while it is unavailable, and recovers', async () => {
    responses = [cut];
    await expect(post()).rejects.toMatchObject({ code: 'dependency-unavailable' });
    await expect(post()).rejects.toMatchObject({ code: 'dependency-unavailable' });
    expect(said).toEqual(['service unavailable']);
    const before = requests.length;
    expect(before).toBe(4);
    responses = [json(200, { id: 'x' })];
    await expect(post()).rejects.toMatchObject({ code: 'dependency-unavailable' });
    expect(requests).toHaveLength(before);
    await eventually(async () => expect(await post()).toEqual({ id: 'x' }));
    expect(said).toEqual(['service unavailable', 'service available again']);
  });

  it('fails quickly when nothing listens', async () => {
    const nobody = new RemoteService(
      'questions',
      'http://127.0.0.1:1',
      's',
      { info() {}, warn() {}, error() {} } as never,
      TIMES,
    );
    await expect(post(2000, nobody)).rejects.toMatchObject({
      code: 'dependency-unavailable',
      message: 'The questions service is unavailable; try again later.',
    });
    nobody.close();
  });
});
