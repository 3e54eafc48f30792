import { timingSafeEqual } from 'node:crypto';
import type { TokenVerdict } from '@stoa/contracts';
import { HmacKey } from './hmac-key.ts';
import { RandomPool } from './random-pool.ts';

export interface IssuedRender {
  /** 16 random bytes as base64url, 22 characters. */
  readonly render: string;
  /** `<time in milliseconds, base 36>.<22 characters>`. */
  readonly token: string;
}

export interface ShownRender {
  readonly questionId: string;
  readonly render: string | null | undefined;
  readonly token: string | null | undefined;
  /** The pseudonyms that the one who shows it may have had when it was issued. */
  readonly candidates: readonly string[];
  readonly now: number;
}

const VALID_MS = 24 * 60 * 60_000;
/** By so much may the clocks of two processes differ. */
const SKEW_MS = 5 * 60_000;
const MAC_BYTES = 16;
const RENDER = /^[\w-]{22}$/;
const TOKEN = /^([0-9a-z]{1,10})\.([\w-]{22})$/;

/** Tells that a page was rendered here, for this question, this visitor and at this time. The key is the same in all processes and at least 16 bytes long. */
export class RenderTokens {
  private readonly random = new RandomPool();

  private readonly key: HmacKey;

  constructor(key: Uint8Array) {
    if (key.length < 16) throw new RangeError('The key of render tokens needs at least 16 bytes.');
    this.key = new HmacKey(key);
  }

  issue({ questionId, visitor, now }: { questionId: string; visitor: string; now: number }): IssuedRender {
    const render = this.random.base64url(16);
    const issued = Math.max(0, Math.floor(now)).toString(36);
    return { render, token: `${issued}.${this.mac(questionId, render, issued, visitor)}` };
  }

  /**
   * Never throws. `sinceRender`: milliseconds since the token was issued, where it is valid; null also where the clock of its issuer is ahead, so that nobody knows. After 24 hours every token counts as expired, a forged one too:
   * by then its visitor's salt may be gone.
   */
  verify({ questionId, render, token, candidates, now }: ShownRender): { verdict: TokenVerdict; sinceRender: number | null } {
    if (!render || !token) return refused('missing');
    const [, issued = '', mac = ''] = TOKEN.exec(token) ?? [];
    const age = now - parseInt(issued, 36);
    if (!RENDER.test(render) || !(age >= -SKEW_MS)) return refused('forged');
    if (age > VALID_MS) return refused('expired');
    // All are compared, so that the time tells nothing about which one fitted.
    const fits = candidates.filter((visitor) => same(mac, this.mac(questionId, render, issued, visitor))).length > 0;
    return fits ? { verdict: 'valid', sinceRender: age < 0 ? null : age } : refused('forged');
  }

  private mac(questionId: string, render: string, issued: string, visitor: string): string {
    const told = JSON.stringify([questionId, render, issued, visitor]);
    return Buffer.from(this.key.of(told).slice(0, MAC_BYTES), 'latin1').toString('base64url');
  }
}

/** What a fact keeps of a render id: its first 8 bytes in hexadecimal; zeros where it is missing or malformed. */
export function renderKeyOf(render: string | null | undefined): string {
  if (!render || !RENDER.test(render)) return '0'.repeat(16);
  return Buffer.from(render, 'base64url').subarray(0, 8).toString('hex');
}

const refused = (verdict: TokenVerdict): { verdict: TokenVerdict; sinceRender: null } => ({ verdict, sinceRender: null });

const same = (given: string, expected: string): boolean => timingSafeEqual(Buffer.from(given), Buffer.from(expected));
