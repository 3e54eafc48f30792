import { randomBytes } from 'node:crypto';
import { SessionSeal, type Session } from './session-seal.ts';

const session: Session = {
  tokenId: 'aaaaaaaa-0000-5000-8000-00000000000f',
  secretHash: '0123456789abcdef'.repeat(4),
  expiresAt: Date.UTC(2026, 10, 24, 21),
};
const key = randomBytes(32);
const seal = new SessionSeal(key);

it('opens what was sealed with the same key, in another process too', () => {
  expect(new SessionSeal(key).open(seal.seal(session))).toEqual(session);
});

it('gives nothing away and never seals alike', () => {
  const [one, other] = [seal.seal(session), seal.seal(session)];
  expect(one).not.toBe(other);
  expect(Buffer.from(one, 'base64url').toString('hex')).not.toContain(session.tokenId.slice(0, 8));
});

it('opens nothing in which one character was changed', () => {
  const sealed = seal.seal(session);
  for (let at = 0; at < sealed.length; at++)
    expect(seal.open(`${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`)).toBeUndefined();
});

it.each(['', 'x', 'A'.repeat(112), 'A'.repeat(5000), `${'A'.repeat(111)}=`])('opens nothing of %j', (text) => {
  expect(seal.open(text)).toBeUndefined();
});

it('opens nothing of another key', () => {
  const other = new SessionSeal(randomBytes(32));
  expect(other.open(seal.seal(session))).toBeUndefined();
  expect(other.formToken('a')).not.toBe(seal.formToken('a'));
});

it('has a form token for each session', () => {
  const [one, other] = [seal.seal(session), seal.seal(session)];
  expect(seal.formToken(one)).toBe(seal.formToken(one));
  expect(seal.formToken(one)).not.toBe(seal.formToken(other));
});

it('needs a whole key', () => expect(() => new SessionSeal(randomBytes(16))).toThrow('32 bytes'));
