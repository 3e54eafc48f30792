import { LOOKED_UP } from '@stoa/http';
import { ADMIN_SECRET, type ApiUnderTest } from '../testing/api-under-test.ts';
import { TOKEN_IDS, bearer } from '../testing/fake-contexts.ts';
import { limitedTo } from '../testing/limited-api.ts';
import { goodRequest } from '../testing/requests.ts';

const MINUTE = (points: number) => ({ points, seconds: 60 });

describe('tokens that open nothing', () => {
  let api: ApiUnderTest;
  afterEach(() => api.app.close());
  const status = async (request: Parameters<typeof api.app.inject>[0]) => (await api.app.inject(request)).statusCode;
  const from = (address: string) => ({ 'x-forwarded-for': address });
  const wrong = (address: string) => goodRequest('askQuestion', { authorization: bearer('revoked'), ...from(address) });
  const right = (who: 'member' | 'moderator', address: string) =>
    goodRequest('askQuestion', { authorization: bearer(who), ...from(address) });
  const secret = (given: string) => goodRequest('listProjections', { 'stoa-admin-secret': given });

  it('are refused with 401 a few times, and then with 429 for a while', async () => {
    api = await limitedTo({ 'wrong-tokens': MINUTE(2) });
    const statuses = [];
    for (let round = 0; round < 4; round++) statuses.push(await status(wrong('192.0.2.1')));
    expect(statuses).toEqual([401, 401, 429, 429]);
    expect(await status(goodRequest('listQuestions', from('192.0.2.1')))).toBe(200);
    expect(await status(wrong('192.0.2.2'))).toBe(401);
  });

  it('keep no right token of their address out', async () => {
    api = await limitedTo({ 'wrong-tokens': MINUTE(2) });
    for (let round = 0; round < 5; round++) {
      await status(wrong('192.0.2.1'));
      expect(await status(right('member', '192.0.2.1'))).toBe(201);
    }
    expect(await status(wrong('192.0.2.1'))).toBe(429);
    expect(await status(right('moderator', '192.0.2.1'))).toBe(201);
  });

  it('are looked up so many times in a flood and no more, and who was right before is still admitted', async () => {
    api = await limitedTo({ 'wrong-tokens': MINUTE(1) });
    expect(await status(right('member', '192.0.2.1'))).toBe(201);
    const looked = api.contexts.lookups;
    for (let round = 0; round < LOOKED_UP + 20; round++) await status(wrong('192.0.2.1'));
    expect(api.contexts.lookups - looked).toBe(LOOKED_UP);
    expect(await status(right('moderator', '192.0.2.1'))).toBe(429);
    expect(api.contexts.lookups - looked).toBe(LOOKED_UP);
    expect(await status(right('member', '192.0.2.1'))).toBe(201);
    expect(await status(right('moderator', '192.0.2.2'))).toBe(201);
  });

  it('may have opened something once, until they were revoked', async () => {
    api = await limitedTo({ 'wrong-tokens': MINUTE(1) });
    const leaving = goodRequest('askQuestion', { authorization: bearer('member'), ...from('192.0.2.1') });
    expect(await status(leaving)).toBe(201);
    for (let round = 0; round < LOOKED_UP; round++) await status(wrong('192.0.2.1'));
    expect(await status(leaving)).toBe(201);
    api.contexts.revoked.add(TOKEN_IDS.member);
    const looked = api.contexts.lookups;
    expect([await status(leaving), await status(leaving)]).toEqual([429, 429]);
    expect(api.contexts.lookups - looked).toBe(1);
  });

  it('compares a few guesses of the admin secret, and then none but the one that was right before', async () => {
    api = await limitedTo({ 'wrong-tokens': MINUTE(2) });
    const statuses = [];
    for (let round = 0; round < 3; round++) statuses.push(await status(secret('guessed')));
    expect(statuses).toEqual([401, 401, 429]);
    expect(await status(secret(ADMIN_SECRET))).toBe(429);
    await api.app.close();
    api = await limitedTo({ 'wrong-tokens': MINUTE(2) });
    expect(await status(secret(ADMIN_SECRET))).toBe(200);
    for (let round = 0; round < 3; round++) await status(secret('guessed'));
    expect(await status(secret(ADMIN_SECRET))).toBe(200);
  });
});
