import type { InjectOptions } from 'light-my-request';
import { apiUnderTest, type ApiUnderTest } from '../testing/api-under-test.ts';
import { bearer } from '../testing/fake-contexts.ts';

const ALL = '/v1/projections/question-page/verifications';
const ONE = '88888888-8888-5888-8888-888888888888';
const headers = { authorization: bearer('admin') };

describe('a verification', () => {
  let api: ApiUnderTest;
  beforeAll(async () => void (api = await apiUnderTest()));
  afterAll(() => api.app.close());
  const send = (request: InjectOptions) => api.app.inject(request);

  it('begins with 202 and where to look, the same one for the same key', async () => {
    const start = (key: string) => send({ method: 'POST', url: ALL, headers: { ...headers, 'idempotency-key': key } });
    const response = await start('k');
    expect(response.statusCode).toBe(202);
    expect(response.headers.location).toBe(`${ALL}/${ONE}`);
    expect(response.headers).not.toHaveProperty('stoa-position');
    await start('k');
    await start('other');
    const [first, second, other] = api.contexts.commands.map(({ context }) => context.commandId);
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });

  it('is looked at, and cancelled, by its id', async () => {
    const found = await send({ url: `${ALL}/${ONE}`, headers });
    expect([found.statusCode, found.json()]).toEqual([200, expect.objectContaining({ id: ONE, equal: null, tables: [] })]);
    expect(await send({ method: 'DELETE', url: `${ALL}/${ONE}`, headers })).toMatchObject({ statusCode: 200 });
    expect(api.contexts.commands.at(-1)).toMatchObject({ data: { projection: 'question-page', verification: ONE } });
    expect(await send({ method: 'DELETE', url: `${ALL}/nothing`, headers })).toMatchObject({ statusCode: 404 });
  });
});
