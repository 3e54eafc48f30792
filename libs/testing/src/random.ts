/** Draws that a seed decides: the same seed gives the same test on every machine. */
export interface Random {
  /** From 0 up to and without 1. */
  fraction(): number;
  /** A whole number from 0 up to and without `below`. */
  below(below: number): number;
  /** One of these; throws for none. */
  one<V>(values: readonly V[]): V;
  chance(probability: number): boolean;
}

/** The generator mulberry32. */
export function seeded(seed: number): Random {
  let state = seed | 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number) => Math.floor(fraction() * limit);
  const one = <V>(values: readonly V[]): V => {
    if (values.length === 0) throw new Error('There is nothing to choose from');
    return values[below(values.length)] as V;
  };
  return { fraction, below, one, chance: (probability) => fraction() < probability };
}
