/** Numbers from 0 to 1, the same in every run (mulberry32). */
export type Random = () => number;

const { imul } = Math;

export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One of these, each as likely as its weight says. */
export function weighted<T>(random: Random, choices: readonly (readonly [weight: number, value: T])[]): T {
  let rest = random() * choices.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, value] of choices) if ((rest -= weight) < 0) return value;
  return choices.at(-1)![1];
}

export const oneOf = <T>(random: Random, values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
/** A whole number from `low` to `high`, both included. */
export const between = (random: Random, low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
/** Mostly small, seldom `most`: as people's patience is. */
export const longTail = (random: Random, least: number, most: number): number =>
  Math.round(least * Math.exp(Math.log(most / least) * random() ** 1.7));
