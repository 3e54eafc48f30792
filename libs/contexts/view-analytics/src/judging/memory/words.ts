const CHUNK = 4096;
const SHIFT = 12;
/** Addresses have 28 bits; see KeyIndex. */
const MOST = 2 ** 28;

/** A list of unsigned 32-bit numbers that grows without moving what it holds. Address 0 is never given: it stands for nothing. */
export class Words {
  private readonly chunks: Uint32Array[] = [];
  private length = 1;

  constructor(private readonly most = MOST) {}

  get bytes(): number {
    return this.chunks.length * CHUNK * 4;
  }

  /** Where the next word will be. */
  get end(): number {
    return this.length;
  }

  get(address: number): number {
    return this.chunks[address >>> SHIFT]![address & (CHUNK - 1)]!;
  }

  set(address: number, value: number): void {
    this.chunks[address >>> SHIFT]![address & (CHUNK - 1)] = value;
  }

  push(value: number): number {
    if (this.length >>> SHIFT >= this.chunks.length) {
      if (this.length >= this.most) throw new RangeError('A shard cannot remember more of one day.');
      this.chunks.push(new Uint32Array(CHUNK));
    }
    this.set(this.length, value);
    return this.length++;
  }
}
