import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  ExponentialBackoff,
  circuitBreaker,
  handleAll,
  type CircuitBreakerPolicy,
} from 'cockatiel';

/** Failures in a row after which a service counts as unavailable, and milliseconds at most before one call tries it again. */
export interface BreakerTimes {
  readonly failures: number;
  readonly restMs: number;
}

/** Hears of changes, not of attempts. */
export interface BreakerEvents {
  unavailable(reason: unknown): void;
  available(): void;
}

/**
 * Fails calls to a service that is unavailable at once, so that callers need not wait for each of them. After a rest one call may try; it
 * decides for all, and meanwhile the others fail at once: they have deadlines.
 */
export class CircuitBreaker {
  private readonly policy: CircuitBreakerPolicy;
  private unavailable = false;

  constructor(events: BreakerEvents, { failures, restMs }: BreakerTimes = { failures: 5, restMs: 1000 }) {
    this.policy = circuitBreaker(handleAll, {
      halfOpenAfter: new ExponentialBackoff({ initialDelay: restMs / 2, maxDelay: restMs }),
      breaker: new ConsecutiveBreaker(failures),
    });
    this.policy.onBreak((reason) => {
      if (!this.unavailable) events.unavailable('error' in reason ? reason.error : undefined);
      this.unavailable = true;
    });
    this.policy.onReset(() => {
      this.unavailable = false;
      events.available();
    });
  }

  /** The outcome of a call. Rejects with BrokenCircuitError where it is not made. */
  async execute<A>(call: () => Promise<A>): Promise<A> {
    if (this.policy.state === CircuitState.HalfOpen) throw new BrokenCircuitError();
    return this.policy.execute(call);
  }
}
