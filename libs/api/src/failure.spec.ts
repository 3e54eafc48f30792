import { NewerEvents, PreconditionFailed, ProjectionBehind, Refusal } from '@stoa/kernel';
import { apiUnderTest, type ApiUnderTest } from './testing/api-under-test.ts';
import { goodRequest } from './testing/requests.ts';
import { bearer } from './testing/fake-contexts.ts';

const sqlite = (code: string) => Object.assign(new Error('disk I/O error at /var/lib/stoa/events.db'), { code });

describe('what goes wrong behind the edge', () => {
  let api: ApiUnderTest;
  beforeAll(async () => void (api = await apiUnderTest({ readiness: [{ name: 'store', check: async () => 'opening' }] })));
  afterAll(() => api.app.close());
  beforeEach(() => {
    api.log.length = 0;
    api.contexts.failure = undefined;
  });
  const fail = (failure: Error) => {
    api.contexts.failure = failure;
    return api.app.inject(goodRequest('askQuestion', { authorization: bearer('member') }));
  };

  it('that is unexpected is logged and not disclosed', async () => {
    const response = await fail(new Error('SELECT secret FROM tokens at /srv/stoa'));
    expect(response.json()).toMatchObject({ status: 500, code: 'internal', errors: [] });
    expect(response.body).not.toMatch(/SELECT|srv|Error:/);
    const { instance } = response.json();
    const logged = api.log.map((line) => JSON.parse(line)).find(({ message }) => message === 'unforeseen error');
    expect(instance).toBe(`urn:uuid:${logged.correlationId}`);
    expect(logged.reason).toContain('SELECT secret');
  });

  it.each([['SQLITE_FULL'], ['SQLITE_IOERR_WRITE']])('%s is storage-unavailable', async (code) => {
    const response = await fail(sqlite(code));
    expect(response.json()).toMatchObject({ status: 503, code: 'storage-unavailable' });
    expect(response.headers['retry-after']).toBe('1');
    expect(response.body).not.toContain('/var/lib');
  });

  it('a stream that newer code has written to is tried again later', async () => {
    const response = await fail(new NewerEvents('question-1', 'QuestionPraised.v1'));
    expect(response.json()).toMatchObject({ status: 503, code: 'newer-events' });
    expect(response.headers['retry-after']).toBe('1');
  });

  it('a read model that is behind says how far it is', async () => {
    const response = await fail(new ProjectionBehind('question-page', '0000000000000007'));
    expect(response.json()).toMatchObject({ status: 503, code: 'projection-behind', position: '0000000000000007' });
    expect(response.headers['retry-after']).toBe('1');
  });

  it.each([
    [new PreconditionFailed(2, 3), 412],
    [new Refusal('own-content', 'You cannot rate what is yours.'), 403],
    [new Refusal('idempotency-key-reused', 'Used.'), 422],
    [new Refusal('question-closed', 'It is closed.'), 409],
  ])('a refusal keeps its code: %s', async (refusal, status) => {
    expect((await fail(refusal)).json()).toMatchObject({ status, code: refusal.code, detail: refusal.message });
  });

  it('shows a page to a reader of pages', async () => {
    api.contexts.failure = new Error('secret');
    const { statusCode, headers, body } = await api.app.inject({ url: '/q/what-is-it', headers: { accept: 'text/html' } });
    expect(statusCode).toBe(500);
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    expect(body).not.toContain('secret');
  });

  it('what is not ready says what it waits for, while it lives', async () => {
    const ready = await api.app.inject('/health/ready');
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toEqual({ status: 'waiting', checks: [{ name: 'store', waitingFor: 'opening' }] });
    expect((await api.app.inject('/health/live')).statusCode).toBe(200);
  });
});
