/** Reads what ByteWriter wrote. Throws RangeError past the end, so that damaged bytes never become facts. */
export class ByteReader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  byte(): number {
    this.claim(1);
    return this.bytes[this.at - 1]!;
  }

  integer(): number {
    let value = 0;
    for (let unit = 1; ; unit *= 0x80) {
      const next = this.byte();
      value += (next & 0x7f) * unit;
      if (value > Number.MAX_SAFE_INTEGER) throw new RangeError('A number in the batch is too large.');
      if (next < 0x80) return value;
    }
  }

  signed(): number {
    const value = this.integer();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** A number of things, each of at least one byte. */
  count(): number {
    const count = this.integer();
    if (count > this.bytes.length - this.at) throw new RangeError('The batch ends too early.');
    return count;
  }

  hex(bytes: number): string {
    this.claim(bytes);
    return this.bytes.toString('hex', this.at - bytes, this.at);
  }

  text(): string {
    const size = this.count();
    this.claim(size);
    return this.bytes.toString('utf8', this.at - size, this.at);
  }

  get ended(): boolean {
    return this.at === this.bytes.length;
  }

  private claim(size: number): void {
    if (this.at + size > this.bytes.length) throw new RangeError('The batch ends too early.');
    this.at += size;
  }
}
