import type { Rate, RateName, Rates } from '@stoa/http';
import { Refusal } from '@stoa/kernel';
import { RateLimiterMemory, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';

/** Makes the limiter of a rate whose counts several processes share. */
export type SharedLimiter = (options: { keyPrefix: string; points: number; duration: number }) => RateLimiterAbstract;

/** What is left of a rate. */
export interface Left {
  readonly name: RateName;
  readonly rate: Rate;
  readonly points: number;
  /** Until all of it is there again. */
  readonly seconds: number;
}

export class RateLimited extends Refusal {
  constructor(readonly left: Left) {
    const { name, rate, seconds } = left;
    super('rate-limited', `${SENTENCES[name](rate)} Send it again in ${seconds} seconds.`);
  }
}

const SENTENCES: Record<RateName, (rate: Rate) => string> = {
  writes: (rate) => `A member may send ${times(rate)}.`,
  content: (rate) => `A member may write or change content ${times(rate)}.`,
  requests: (rate) => `An address may send ${times(rate)} without a token.`,
  'wrong-tokens': (rate) => `An address may send a token that is not valid ${times(rate)}.`,
};
const times = ({ points, seconds }: Rate) => `${points} times in ${seconds} seconds`;

/** Members' rates are shared by all processes of a site where a shared limiter is given; those of addresses are each process's own. */
const OF_MEMBERS: ReadonlySet<RateName> = new Set<RateName>(['writes', 'content']);

/** Counts what is limited. */
export class RateLimiters {
  private readonly limiters = new Map<RateName, RateLimiterAbstract>();

  constructor(
    private readonly rates: Rates,
    shared?: SharedLimiter,
  ) {
    for (const [name, rate] of Object.entries(rates) as [RateName, Rate | undefined][]) {
      if (!rate) continue;
      const options = { keyPrefix: name, points: rate.points, duration: rate.seconds };
      this.limiters.set(name, shared && OF_MEMBERS.has(name) ? shared(options) : new RateLimiterMemory(options));
    }
  }

  /** Takes one point of a key; undefined where the rate is not limited. Throws RateLimited where none is left. */
  async take(name: RateName, key: string): Promise<Left | undefined> {
    const limiter = this.limiters.get(name);
    if (!limiter) return undefined;
    try {
      return this.leftOf(name, await limiter.consume(key));
    } catch (error) {
      if (error instanceof RateLimiterRes) throw new RateLimited(this.leftOf(name, error));
      throw error;
    }
  }

  /** Throws RateLimited where a key has no point left, or has tried so many times its points, and takes none. */
  async refuseExhausted(name: RateName, key: string, times = 1): Promise<void> {
    const found = await this.limiters.get(name)?.get(key);
    if (found && found.consumedPoints >= this.rates[name]!.points * times) throw new RateLimited(this.leftOf(name, found));
  }

  private leftOf(name: RateName, { remainingPoints, msBeforeNext }: RateLimiterRes): Left {
    return { name, rate: this.rates[name]!, points: Math.max(0, remainingPoints), seconds: Math.ceil(msBeforeNext / 1000) };
  }
}
