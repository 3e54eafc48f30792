/** Writes unsigned integers as LEB128, texts as length and UTF-8, fixed bytes as they are. */
export class ByteWriter {
  private bytes = Buffer.allocUnsafe(4096);
  private length = 0;

  byte(value: number): void {
    this.room(1);
    this.bytes[this.length++] = value;
  }

  /** An integer from 0 to 2^53 - 1. */
  integer(value: number): void {
    this.room(8);
    let rest = value;
    while (rest > 0x7f) {
      this.bytes[this.length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.bytes[this.length++] = rest;
  }

  /** An integer of either sign: 0, -1, 1, -2 … become 0, 1, 2, 3 … */
  signed(value: number): void {
    this.integer(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** Hexadecimal digits as half as many bytes. */
  hex(digits: string): void {
    const size = digits.length / 2;
    this.room(size);
    this.length += this.bytes.write(digits, this.length, size, 'hex');
  }

  text(value: string): void {
    const size = Buffer.byteLength(value, 'utf8');
    this.integer(size);
    this.room(size);
    this.length += this.bytes.write(value, this.length, size, 'utf8');
  }

  done(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  private room(size: number): void {
    if (this.length + size <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + size));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}
