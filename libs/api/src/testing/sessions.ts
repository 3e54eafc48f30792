import { sha256 } from '@stoa/kernel';
import { SESSION_SECONDS } from '../access/session-cookie.ts';
import { SessionSeal, type Session } from '../access/session-seal.ts';
import { SECRET, TOKEN_IDS, type Holder } from './fake-contexts.ts';

/** Seals the sessions of the api under test. */
export const SESSION_KEY = Buffer.alloc(32, 7);
export const NOW = new Date('2026-11-24T09:00:00.000Z');

const seal = new SessionSeal(SESSION_KEY);

export interface TestSession {
  readonly cookie: string;
  readonly formToken: string;
}

/** A session of this holder as the api would have begun it. */
export function sessionOf(holder: Holder, changes: Partial<Session> = {}): TestSession {
  const expiresAt = NOW.getTime() + SESSION_SECONDS * 1000;
  const sealed = seal.seal({ tokenId: TOKEN_IDS[holder], secretHash: sha256(SECRET), expiresAt, ...changes });
  return { cookie: `__Host-stoa-session=${sealed}`, formToken: seal.formToken(sealed) };
}
