import type { Words } from './words.ts';

const SEGMENTS = 16;
const SMALLEST = 64;
const GROWTH = 1.25;
/** Share of a segment's slots that may be in use. */
const FULLEST = 0.85;

/** A slot: four bits of the key, and the record's address. */
const ADDRESS_BITS = 28;
const ADDRESS = 2 ** ADDRESS_BITS - 1;
const tagOf = (high: number) => high & 15;

/**
 * Finds records by keys of 64 evenly spread bits, which stand in a record's first two words: keys are compared whole, so no record is taken for
 * another. Some 5.2 bytes a record. It grows by a segment at a time and by a quarter, the segments one after another, so it needs
 * no memory for two.
 */
export class KeyIndex {
  private readonly segments: Uint32Array[];
  private readonly used = new Uint32Array(SEGMENTS);
  private slots = 0;

  constructor(private readonly words: Words) {
    this.segments = Array.from({ length: SEGMENTS }, (_, index) => {
      // Different from the first on, they do not all grow at once.
      const size = Math.round(SMALLEST * GROWTH ** (index / SEGMENTS));
      this.slots += size;
      return new Uint32Array(size);
    });
  }

  get bytes(): number {
    return this.slots * 4;
  }

  /** The record's address; 0 for none. */
  find(high: number, low: number): number {
    const { words } = this;
    const segment = this.segments[high >>> 28]!;
    const size = segment.length;
    for (let slot = homeOf(low, size); segment[slot] !== 0; slot = slot + 1 === size ? 0 : slot + 1) {
      const entry = segment[slot]!;
      if (entry >>> ADDRESS_BITS !== tagOf(high)) continue;
      const address = entry & ADDRESS;
      if (words.get(address) === high && words.get(address + 1) === low) return address;
    }
    return 0;
  }

  /** Adds a record that is not there yet; its key has been written. */
  add(address: number): void {
    const high = this.words.get(address);
    const number = high >>> 28;
    const segment = this.segments[number]!;
    insert(segment, this.words.get(address + 1), ((tagOf(high) << ADDRESS_BITS) | address) >>> 0);
    if (++this.used[number]! > segment.length * FULLEST) this.segments[number] = this.grown(segment);
  }

  private grown(segment: Uint32Array): Uint32Array {
    const larger = new Uint32Array(Math.ceil(segment.length * GROWTH));
    for (const entry of segment) if (entry !== 0) insert(larger, this.words.get((entry & ADDRESS) + 1), entry);
    this.slots += larger.length - segment.length;
    return larger;
  }
}

function insert(segment: Uint32Array, low: number, entry: number): void {
  const size = segment.length;
  let slot = homeOf(low, size);
  while (segment[slot] !== 0) slot = slot + 1 === size ? 0 : slot + 1;
  segment[slot] = entry;
}

/** Spreads 32 bits over any number of slots. */
const homeOf = (low: number, size: number) => ((low * size) / 2 ** 32) >>> 0;
