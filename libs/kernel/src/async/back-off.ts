/** Pauses between attempts, in milliseconds: doubled each time up to `longest`, with up to half of it random. */
export interface Pauses {
  readonly first: number;
  readonly longest: number;
}

/**
 * Milliseconds to wait before attempt `attempt` (from 1), between half and all of the pause, so that processes that wait for the same thing do
 * not retry together.
 */
export function backOff(attempt: number, { first, longest }: Pauses): number {
  const whole = Math.min(longest, first * 2 ** Math.min(attempt - 1, 30));
  return whole / 2 + Math.random() * (whole / 2);
}

/** Resolves after this many milliseconds, or immediately when the signal aborts; never rejects. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end, { once: true });
  });
}

/** Pauses that grow until `reset`, so that many that failed together do not retry together. */
export class BackOff {
  private attempt = 0;

  constructor(private readonly pauses: Pauses) {}

  reset(): void {
    this.attempt = 0;
  }

  /** Resolves after the pause, or immediately when the signal aborts. */
  wait(signal: AbortSignal): Promise<void> {
    return pause(backOff(++this.attempt, this.pauses), signal);
  }
}
