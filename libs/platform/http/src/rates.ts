/** So many in so many seconds. */
export interface Rate {
  readonly points: number;
  readonly seconds: number;
}

/** What is limited; a rate that is undefined is not. */
export interface Rates {
  /** Commands of one member. */
  readonly writes: Rate | undefined;
  /** Questions, answers and profiles of one member, written or changed. */
  readonly content: Rate | undefined;
  /** Requests without a token of one network: an IPv4 address, or the /64 of an IPv6 one. */
  readonly requests: Rate | undefined;
  /** Tokens of one network that opened nothing. */
  readonly 'wrong-tokens': Rate | undefined;
}
export type RateName = keyof Rates;

export const RATES: Rates = {
  writes: { points: 80, seconds: 60 },
  content: { points: 500, seconds: 3600 },
  requests: { points: 1200, seconds: 60 },
  'wrong-tokens': { points: 20, seconds: 60 },
};
/** How many times its wrong tokens an address may have looked up: a look-up costs what a page does, and 1,200 of those are open to an address. */
export const LOOKED_UP = 60;

export const NO_RATES: Rates = { writes: undefined, content: undefined, requests: undefined, 'wrong-tokens': undefined };

const ENTRY = /^([a-z-]+)=(?:off|([1-9]\d{0,8})\/([1-9]\d{0,5}))$/;

/**
 * Reads rates as an operator writes them: `off`, or what differs from the defaults, such as `writes=40/60,requests=off`.
 * Throws RangeError whose message says what is expected.
 */
export function parseRates(text: string): Rates {
  if (text.trim() === 'off') return NO_RATES;
  const rates: { -readonly [name in RateName]: Rates[name] } = { ...RATES };
  for (const entry of text.split(',').filter((part) => part.trim() !== '')) {
    const [, name, points, seconds] = ENTRY.exec(entry.trim()) ?? [];
    if (name === undefined || !Object.hasOwn(RATES, name))
      throw new RangeError(
        `off, or some of ${Object.keys(RATES).join(', ')}, each as name=number/seconds or name=off, separated by commas`,
      );
    rates[name as RateName] = points === undefined ? undefined : { points: Number(points), seconds: Number(seconds) };
  }
  return rates;
}
