import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 4096;

/** Random bytes from the system's secure source, which is asked for many at a time: each call to it costs more than the rest of a ticket. */
export class RandomPool {
  private readonly pool = Buffer.allocUnsafeSlow(POOL_BYTES);
  private used = POOL_BYTES;

  /** So many bytes, at most 4096, as base64url. None is given twice. */
  base64url(bytes: number): string {
    if (bytes > POOL_BYTES) throw new RangeError(`At most ${POOL_BYTES} bytes at a time.`);
    if (this.used + bytes > POOL_BYTES) {
      randomFillSync(this.pool);
      this.used = 0;
    }
    const from = this.used;
    this.used += bytes;
    return this.pool.toString('base64url', from, this.used);
  }
}
