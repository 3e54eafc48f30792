import { FindToken } from '@stoa/contracts';
import type { ReadModels, ServedReadModel } from '@stoa/kernel';
import { FindTokenHandler } from './find-token.query.ts';

/** Tokens that other processes write; a look-up may be held up. */
function world() {
  const here = { recentVersion: '1' as string | undefined, revoked: false, looks: 0, hold: Promise.resolve() };
  const access = {
    version: undefined,
    get recentVersion() {
      return here.recentVersion;
    },
    waitFor: async () => undefined,
    among: async (table: string) => {
      if (table === 'member') return [{ id: 'm', displayName: 'Ada', roles: ['member'] }];
      here.looks++;
      const { revoked } = here;
      await here.hold;
      return [{ id: 't', memberId: 'm', secretHash: 'h', expiresAt: null, revoked }];
    },
  } as unknown as ServedReadModel;
  const handler = new FindTokenHandler({ of: () => access } as unknown as ReadModels);
  const find = async (after?: string) => (await handler.execute(new FindToken({ tokenId: 't', after })))?.revoked;
  return { here, find };
}

describe('a token that other processes may revoke', () => {
  it('is looked up once while no change is heard of', async () => {
    const { here, find } = world();
    expect([await find(), await find(), here.looks]).toEqual([false, false, 1]);
  });

  it('is looked up again once one is', async () => {
    const { here, find } = world();
    await find();
    Object.assign(here, { recentVersion: '2', revoked: true });
    expect(await find()).toBe(true);
  });

  it('is looked up each time while changes cannot be heard of', async () => {
    const { here, find } = world();
    await find();
    Object.assign(here, { recentVersion: undefined, revoked: true });
    expect([await find(), await find(), here.looks]).toEqual([true, true, 3]);
    Object.assign(here, { recentVersion: '1', revoked: false });
    expect(await find()).toBe(false);
  });

  it('is refused at once where somebody waited for its revocation, by whom ever it is used', async () => {
    const { here, find } = world();
    await find();
    here.revoked = true;
    expect(await find()).toBe(false);
    expect([await find('7'), await find()]).toEqual([true, true]);
  });

  it('is not remembered as it was before somebody waited, though that look-up ends later', async () => {
    const { here, find } = world();
    let release = (): void => undefined;
    here.hold = new Promise((resolve) => (release = resolve));
    const slow = find();
    await new Promise(setImmediate);
    Object.assign(here, { revoked: true, hold: Promise.resolve() });
    expect(await find('7')).toBe(true);
    release();
    expect(await slow).toBe(false);
    expect(await find()).toBe(true);
  });
});
