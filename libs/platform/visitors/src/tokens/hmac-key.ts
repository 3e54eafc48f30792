import { hash } from 'node:crypto';

const BLOCK_BYTES = 64;

/**
 * HMAC-SHA-256 with one key (RFC 2104: `H(K ⊕ opad, H(K ⊕ ipad, text))`), by hashes in one call each. `createHmac` gives the same, but makes a stream
 * for each text: half of what a page's ticket costs.
 */
export class HmacKey {
  private readonly inner: Buffer;
  private readonly outer: Buffer;

  constructor(key: Uint8Array) {
    const block = Buffer.alloc(BLOCK_BYTES);
    block.set(key.length > BLOCK_BYTES ? hash('sha256', key, 'buffer') : key);
    this.inner = block.map((byte) => byte ^ 0x36) as Buffer;
    this.outer = block.map((byte) => byte ^ 0x5c) as Buffer;
  }

  /** 32 bytes. */
  of(text: string): Buffer {
    const within = hash('sha256', Buffer.concat([this.inner, Buffer.from(text)]), 'buffer');
    return hash('sha256', Buffer.concat([this.outer, within]), 'buffer');
  }
}
