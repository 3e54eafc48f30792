import { MemorySalts, MemoryShelf } from '../salts/memory-salts.ts';
import { VisitorIdentity, type Onlooker } from './visitor-identity.ts';

const NOON = Date.parse('2026-11-30T12:00:00Z');
const HOUR = 60 * 60_000;

describe('a visitor', () => {
  let now: number;
  let identity: VisitorIdentity;
  beforeEach(() => {
    now = NOON;
    identity = new VisitorIdentity(new MemorySalts(() => now));
  });
  const reader = { address: '198.51.100.1', userAgent: 'Mozilla/5.0', site: 'stoa.example' };
  const of = (changes: Partial<Onlooker> = {}) => identity.of({ ...reader, at: now, ...changes });

  it('has a pseudonym for the day, and so has the network', async () => {
    const { visitor, network, candidates } = await of();
    expect([visitor, network].every((name) => /^[0-9a-f]{16}$/.test(name))).toBe(true);
    expect(visitor).not.toBe(network);
    expect(candidates).toEqual([visitor]);
    expect(await of({ at: now + HOUR })).toMatchObject({ visitor, network });
  });

  it.each([
    ['address', { address: '198.51.100.2' }],
    ['user agent', { userAgent: 'Mozilla/5.1' }],
    ['missing user agent', { userAgent: undefined }],
    ['site', { site: 'other.example' }],
    ['sign-in', { memberId: 'm1' }],
    ['shift between two parts', { userAgent: 'Mozilla/5.0"', site: 'stoa.example' }],
  ])('is another one with another %s', async (_what, changes) =>
    expect((await of(changes)).visitor).not.toBe((await of()).visitor),
  );

  it('who is signed in is one from everywhere', async () => {
    const { visitor } = await of({ memberId: 'm1' });
    expect((await of({ memberId: 'm1', address: '2001:db8::1', userAgent: 'else', site: 'other.example' })).visitor).toBe(
      visitor,
    );
    expect((await of({ memberId: 'm2' })).visitor).not.toBe(visitor);
  });

  it('with IPv6 shares the network of its /64', async () => {
    const [one, other, far] = await Promise.all(
      ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:db8:1:3::1'].map((address) => of({ address })),
    );
    expect(one!.network).toBe(other!.network);
    expect(one!.visitor).not.toBe(other!.visitor);
    expect(one!.network).not.toBe(far!.network);
  });

  it('cannot be told from another site by user agents of 10 KB', async () => {
    const long = 'x'.repeat(10_240);
    expect((await of({ userAgent: long })).visitor).toBe((await of({ userAgent: long.slice(0, 1024) })).visitor);
  });

  it('is another one every day, and for a day known by the one before', async () => {
    const yesterday = await of();
    now += 24 * HOUR;
    const today = await of();
    expect(today.visitor).not.toBe(yesterday.visitor);
    expect(today.network).not.toBe(yesterday.network);
    expect(today.candidates).toEqual([today.visitor, yesterday.visitor]);
    now += 24 * HOUR;
    expect((await of()).candidates).not.toContain(yesterday.visitor);
  });

  it('around midnight is known by both days, whichever process has seen it', async () => {
    const shelf = new MemoryShelf();
    const before = Date.parse('2026-11-30T23:59:59Z');
    const process = (time: number) => new VisitorIdentity(new MemorySalts(() => time, shelf)).of({ ...reader, at: time });
    const [old, fresh] = [await process(before), await process(before + 2000)];
    expect(fresh.candidates).toContain(old.visitor);
    expect((await process(before)).candidates).toContain(fresh.visitor);
    // The clock of the salts has passed midnight since the request came.
    const late = new VisitorIdentity(new MemorySalts(() => before + 2000, new MemoryShelf()));
    await expect(late.of({ ...reader, at: before })).resolves.toBeDefined();
  });

  it('is the same where only the visitor is asked for, today and tomorrow', async () => {
    const visitorOf = (changes: Partial<Onlooker> = {}) => identity.visitorOf({ ...reader, at: now, ...changes });
    const readers: Partial<Onlooker>[] = [
      {},
      { address: '198.51.100.2' },
      { userAgent: undefined },
      { userAgent: 'a\nb', site: 'c' },
      { userAgent: 'b', site: 'a' },
      { memberId: 'm1' },
      { memberId: 'm2', address: '2001:db8::1' },
    ];
    for (const hours of [0, 0, 24, 24]) {
      now = NOON + hours * HOUR;
      for (const changes of readers) expect(await visitorOf(changes)).toBe((await of(changes)).visitor);
    }
    await expect(visitorOf({ at: now - 72 * HOUR })).rejects.toThrow('There is no salt of 2026-11-28');
  });

  it('of a day long ago has none, and the error does not name it', async () => {
    const failed = await of({ at: now - 72 * HOUR }).catch((error: Error) => error);
    expect(failed).toBeInstanceOf(Error);
    expect((failed as Error).message).toMatch('There is no salt of 2026-11-27');
    expect((failed as Error).message).not.toMatch(/198\.51|Mozilla/);
  });
});
