/** Share of the slots that may be in use. */
const FULLEST = 0.7;
const SMALLEST = 64;

/**
 * A map from texts to unsigned 32-bit numbers that keeps 64 bits of each text instead of the text: 12 bytes a slot, at most 35 bytes an entry
 * just after it has grown. Among 5 million entries the chance that any two are taken for one is about one in 1.5 million.
 */
export class Fingerprints {
  private low: Uint32Array;
  private high: Uint32Array;
  private values: Uint32Array;
  private used = 0;

  constructor(slots = SMALLEST) {
    this.low = new Uint32Array(slots);
    this.high = new Uint32Array(slots);
    this.values = new Uint32Array(slots);
  }

  get size(): number {
    return this.used;
  }

  get bytes(): number {
    return this.values.length * 12;
  }

  /** 0 where nothing was set. */
  get(text: string): number {
    if (this.used === 0) return 0;
    const slot = this.slotOf(lowOf(text), highOf(text));
    return this.isFree(slot) ? 0 : this.values[slot]!;
  }

  has(text: string): boolean {
    return !this.isFree(this.slotOf(lowOf(text), highOf(text)));
  }

  set(text: string, value: number): void {
    const low = lowOf(text);
    const high = highOf(text);
    const slot = this.slotOf(low, high);
    if (this.isFree(slot)) {
      this.low[slot] = low;
      this.high[slot] = high;
      this.used++;
    }
    this.values[slot] = value;
    if (this.used > this.values.length * FULLEST) this.grow();
  }

  /** True where it was not there before. */
  add(text: string): boolean {
    const before = this.used;
    if (!this.has(text)) this.set(text, 1);
    return this.used > before;
  }

  private isFree(slot: number): boolean {
    return this.low[slot] === 0 && this.high[slot] === 0;
  }

  private slotOf(low: number, high: number): number {
    const mask = this.values.length - 1;
    let slot = (low ^ (high >>> 7)) & mask;
    while (!this.isFree(slot) && (this.low[slot] !== low || this.high[slot] !== high)) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { low, high, values } = this;
    const slots = values.length * 2;
    this.low = new Uint32Array(slots);
    this.high = new Uint32Array(slots);
    this.values = new Uint32Array(slots);
    for (let index = 0; index < values.length; index++) {
      if (low[index] === 0 && high[index] === 0) continue;
      const slot = this.slotOf(low[index]!, high[index]!);
      this.low[slot] = low[index]!;
      this.high[slot] = high[index]!;
      this.values[slot] = values[index]!;
    }
  }
}

/** Tests run in contexts of their own, where looking up a global takes longer than hashing. */
const { imul } = Math;

const lowOf = (text: string) => hashed(text, 0x811c9dc5, 0x01000193);
/** Never 0, which marks a free slot. */
const highOf = (text: string) => hashed(text, 0x9747b28c, 0x5bd1e995) || 1;

/** Multiply and xor over the UTF-16 units, then the final mix of MurmurHash3 (Appleby, public domain). */
function hashed(text: string, seed: number, factor: number): number {
  let hash = seed;
  for (let index = 0; index < text.length; index++) hash = imul(hash ^ text.charCodeAt(index), factor);
  hash = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
