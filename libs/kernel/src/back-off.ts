/** Pauses between attempts, in milliseconds: doubled each time up to `longest`, with up to half of it left to chance. */
export interface Pauses {
  readonly first: number;
  readonly longest: number;
}

/** Waits that grow until `reset`, so that many who failed together do not come back together. */
export class BackOff {
  private next: number;

  constructor(private readonly pauses: Pauses) {
    this.next = pauses.first;
  }

  reset(): void {
    this.next = this.pauses.first;
  }

  /** Resolves after the pause, or at once when the signal is given. */
  wait(signal: AbortSignal): Promise<void> {
    const pause = this.next * (0.5 + Math.random() / 2);
    this.next = Math.min(this.next * 2, this.pauses.longest);
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, pause);
      signal.addEventListener('abort', done, { once: true });
    });
  }
}
