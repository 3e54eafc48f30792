import { backOff } from '@stoa/kernel';

/** Failures in a row after which a service counts as away, and how long it is left alone before one call tries again. */
export interface BreakerTimes {
  readonly failures: number;
  readonly restMs: number;
}

/**
 * Answers for a service that is away, so that callers need not wait for each of their calls to fail. After a rest one call may try; it
 * decides for all.
 */
export class CircuitBreaker {
  private failures = 0;
  private opened = 0;
  private restUntil = 0;
  private trying = false;

  constructor(
    private readonly times: BreakerTimes = { failures: 5, restMs: 1000 },
    private readonly now: () => number = () => performance.now(),
  ) {}

  get away(): boolean {
    return this.opened > 0;
  }

  /** Whether a call may be made now; whoever is told so must report how it went. */
  admits(): boolean {
    if (!this.away) return true;
    if (this.trying || this.now() < this.restUntil) return false;
    this.trying = true;
    return true;
  }

  /** True when this is what brought it back. */
  succeeded(): boolean {
    const back = this.away;
    this.failures = this.opened = 0;
    this.trying = false;
    return back;
  }

  /** True when this is what made it count as away. */
  failed(): boolean {
    this.trying = false;
    this.failures++;
    if (this.failures < this.times.failures) return false;
    const { restMs } = this.times;
    this.restUntil = this.now() + backOff(++this.opened, { first: restMs / 2, longest: restMs });
    return this.opened === 1;
  }
}
