import { createHmac, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA256 over length-prefixed texts and the value; base64url. */
export function sign(secret: string, texts: readonly string[], value: Uint8Array): string {
  let signed = '';
  for (const text of texts) signed += `${text.length}:${text}`;
  return createHmac('sha256', secret).update(signed).update(value).digest('base64url');
}

/** Compares in constant time. */
export function sameSignature(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one, 'utf8'), Buffer.from(other, 'utf8')];
  return a.length === b.length && timingSafeEqual(a, b);
}
