import { randomBytes } from 'node:crypto';
import { VisitorIdentity } from '../identity/visitor-identity.ts';
import { MemorySalts } from '../salts/memory-salts.ts';
import { renderKeyOf, RenderTokens, type ShownRender } from './render-tokens.ts';

const NOW = Date.parse('2026-11-30T12:00:00Z');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('a render token', () => {
  const tokens = new RenderTokens(new Uint8Array(32));
  const issued = () => ({
    questionId: 'q1',
    candidates: ['v1', 'v0'],
    now: NOW,
    ...tokens.issue({ questionId: 'q1', visitor: 'v1', now: NOW }),
  });
  const verified = (changes: Partial<ShownRender> = {}) => tokens.verify({ ...issued(), ...changes });
  const refused = (verdict: string) => ({ verdict, sinceRender: null });

  it('is valid for its page, visitor and render, for 24 hours', () => {
    expect(verified()).toEqual({ verdict: 'valid', sinceRender: 0 });
    expect(verified({ now: NOW + 90_000 })).toEqual({ verdict: 'valid', sinceRender: 90_000 });
    expect(verified({ now: NOW + DAY })).toEqual({ verdict: 'valid', sinceRender: DAY });
    expect(verified({ now: NOW + DAY + 1 })).toEqual(refused('expired'));
    expect(verified({ now: NOW + 30 * DAY })).toEqual(refused('expired'));
  });

  it('of a clock that is up to five minutes ahead is valid, and of none further', () => {
    expect(verified({ now: NOW - 5 * MINUTE })).toEqual({ verdict: 'valid', sinceRender: null });
    expect(verified({ now: NOW - 5 * MINUTE - 1 })).toEqual(refused('forged'));
    expect(verified({ now: NOW - DAY })).toEqual(refused('forged'));
  });

  it.each([
    ['another page', { questionId: 'q2' }],
    ['another visitor', { candidates: ['v2', 'v3'] }],
    ['nobody', { candidates: [] }],
    ['another render', { render: randomBytes(16).toString('base64url') }],
    ['no time', { now: NaN }],
  ])('of %s is forged', (_what, changes) => expect(verified(changes)).toEqual(refused('forged')));

  it('may be of either day', () => expect(verified({ candidates: ['v0', 'v1'] }).verdict).toBe('valid'));

  it.each([undefined, null, ''])('that is %p is missing', (nothing) => {
    expect(verified({ token: nothing })).toEqual(refused('missing'));
    expect(verified({ render: nothing })).toEqual(refused('missing'));
  });

  it('of another key is forged', () => {
    const { render, token } = new RenderTokens(randomBytes(32)).issue({ questionId: 'q1', visitor: 'v1', now: NOW });
    expect(verified({ render, token })).toEqual(refused('forged'));
  });

  it('is forged with any of its characters, or its render’s, changed', () => {
    const sound = issued();
    for (const part of ['token', 'render'] as const)
      for (let index = 0; index < sound[part].length; index++) {
        const other = sound[part][index] === 'a' ? 'b' : 'a';
        const changed = { ...sound, [part]: sound[part].slice(0, index) + other + sound[part].slice(index + 1) };
        expect(tokens.verify(changed).verdict).not.toBe('valid');
      }
  });

  it.each([
    '.', 'x', '1.', `.${'a'.repeat(22)}`, `-1.${'a'.repeat(22)}`, `zzzzzzzzzz.${'a'.repeat(22)}`, `NaN.${'a'.repeat(22)}`, 'a'.repeat(10_240), '\u0000', '💥'.repeat(22),
  ])('that is %j is forged, whatever its render', (token) => {
    expect(verified({ token })).toEqual(refused('forged'));
    expect(verified({ token, render: 'x'.repeat(10_240) })).toEqual(refused('forged'));
    expect(verified({ render: token })).toEqual(refused('forged'));
  }); // prettier-ignore

  it('made of random characters is never valid', () => {
    const { token } = issued();
    for (let round = 0; round < 2000; round++) {
      const made = randomBytes(round % 40).toString(round % 2 ? 'base64url' : 'latin1');
      expect(verified({ token: round % 3 ? made : `${token.split('.')[0]}.${made}` }).verdict).not.toBe('valid');
    }
  });

  it('does not tell who it was issued to, and no two are alike', () => {
    const { render, token } = tokens.issue({ questionId: 'q1', visitor: '0123456789abcdef', now: NOW });
    expect(render).toMatch(/^[\w-]{22}$/);
    expect(`${render} ${token}`).toMatch(/^[\w-]{22} [0-9a-z]{8,9}\.[\w-]{22}$/);
    expect(tokens.issue({ questionId: 'q1', visitor: '0123456789abcdef', now: NOW }).render).not.toBe(render);
  });

  it('needs a key', () => expect(() => new RenderTokens(new Uint8Array(15))).toThrow('at least 16 bytes'));

  describe('of a visitor', () => {
    const reader = { address: '198.51.100.1', userAgent: 'Mozilla/5.0', site: 'stoa.example' };
    let now: number;
    const identity = new VisitorIdentity(new MemorySalts(() => now));
    const shown = async (at: number, changes = {}) => ({
      candidates: (await identity.of({ ...reader, ...changes, at })).candidates,
      now: at,
    });

    it('issued before midnight is valid after it, and for 24 hours', async () => {
      now = Date.parse('2026-11-30T23:59:58Z');
      const { visitor } = await identity.of({ ...reader, at: now });
      const issue = { questionId: 'q1', ...tokens.issue({ questionId: 'q1', visitor, now }) };
      now += 4000;
      expect(tokens.verify({ ...issue, ...(await shown(now)) })).toEqual({ verdict: 'valid', sinceRender: 4000 });
      expect(tokens.verify({ ...issue, ...(await shown(now, { address: '198.51.100.2' })) }).verdict).toBe('forged');
      now += DAY - 4000;
      expect(tokens.verify({ ...issue, ...(await shown(now)) }).verdict).toBe('valid');
      now += 1;
      expect(tokens.verify({ ...issue, ...(await shown(now)) }).verdict).toBe('expired');
    });

    it('with clocks a day apart is forged or expired, and nothing breaks', async () => {
      now = NOW;
      const { visitor } = await identity.of({ ...reader, at: now });
      const issue = { questionId: 'q1', ...tokens.issue({ questionId: 'q1', visitor, now }) };
      now = NOW - DAY;
      expect(tokens.verify({ ...issue, ...(await shown(now)) }).verdict).toBe('forged');
      now = NOW + DAY + MINUTE;
      expect(tokens.verify({ ...issue, ...(await shown(now)) }).verdict).toBe('expired');
    });
  });
});

describe('the key of a render', () => {
  it('is its first 8 bytes', () => {
    const bytes = randomBytes(16);
    expect(renderKeyOf(bytes.toString('base64url'))).toBe(bytes.toString('hex').slice(0, 16));
  });
  it.each([undefined, null, '', 'short', '!'.repeat(22), 'x'.repeat(23), 'x'.repeat(10_240)])('is zeros for %p', (render) =>
    expect(renderKeyOf(render)).toBe('0000000000000000'),
  );
});
