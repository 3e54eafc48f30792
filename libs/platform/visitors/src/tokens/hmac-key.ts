import { hash } from 'node:crypto';

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
/** Of a longest text that needs no space of its own. */
const SPACE_BYTES = 1024;

/**
 * HMAC-SHA-256 with one key (RFC 2104: `H(K ⊕ opad, H(K ⊕ ipad, text))`), by hashes in one call each and in one space. `createHmac` gives the same,
 * but makes a stream for each text, and digests as buffers have memory of their own: both cost more than hashing.
 */
export class HmacKey {
  private readonly inner = Buffer.alloc(BLOCK_BYTES + SPACE_BYTES);
  private readonly outer = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES);

  constructor(key: Uint8Array) {
    const block = Buffer.alloc(BLOCK_BYTES);
    block.set(key.length > BLOCK_BYTES ? hash('sha256', key, 'buffer') : key);
    this.inner.set(block.map((byte) => byte ^ 0x36));
    this.outer.set(block.map((byte) => byte ^ 0x5c));
  }

  /** 32 bytes, as a string of as many characters (`binary`). */
  of(text: string): string {
    this.outer.write(hash('sha256', this.keyed(text), 'binary'), BLOCK_BYTES, 'binary');
    return hash('sha256', this.outer, 'binary');
  }

  private keyed(text: string): Buffer {
    // A character takes at most three bytes.
    if (text.length * 3 > SPACE_BYTES) return Buffer.concat([this.inner.subarray(0, BLOCK_BYTES), Buffer.from(text)]);
    return this.inner.subarray(0, BLOCK_BYTES + this.inner.write(text, BLOCK_BYTES));
  }
}
