import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 192 bits from the system's secure source. */
export const freshSecret = (): string => randomBytes(24).toString('base64url');

/** What a client sends: the token's id, for the lookup, and its secret, which is stored only as a hash. */
export const tokenText = (tokenId: string, secret: string): string => `stoa_${tokenId.replaceAll('-', '')}_${secret}`;

export function parseToken(text: string): { tokenId: string; secret: string } | undefined {
  const match = /^stoa_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_([\w-]{22,64})$/.exec(text);
  return match ? { tokenId: match.slice(1, 6).join('-'), secret: match[6] ?? '' } : undefined;
}

/** Compares a secret with a stored hash, 64 hexadecimal digits, in constant time. */
export const secretMatches = (secret: string, secretHash: string): boolean =>
  timingSafeEqual(Buffer.from(hash('sha256', secret, 'hex')), Buffer.from(secretHash));
