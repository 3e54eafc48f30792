/** Requests that are started before the event loop goes round. */
const AT_ONCE = 8;
/** Rounds at most in which only what has arrived is looked at. */
const LOOKS = 128;

/**
 * Starts requests in the order in which they came, some at a time; in between all that has arrived is looked at. Otherwise a busy event loop, which
 * accepts one connection in each round, would leave it waiting in the kernel, where nothing can be refused.
 */
export class Turns {
  private readonly waiting: (() => void)[] = [];
  /** How many more may be started in this round; undefined where none was. */
  private left: number | undefined;
  private running = false;
  private arrivals = 0;

  /** A connection or a request has come. */
  arrived(): void {
    this.arrivals++;
  }

  /** Calls `start` at once, or later where enough is being done. */
  next(start: () => void): void {
    this.waiting.push(start);
    if (this.left === undefined) this.begin();
    else if (!this.running) this.run();
  }

  private begin(): void {
    this.left = AT_ONCE;
    setImmediate(() => this.lookAround(LOOKS));
    if (!this.running) this.run();
  }

  /** Goes on with the work when a round has brought nothing new. */
  private lookAround(looks: number): void {
    if (this.waiting.length === 0) {
      this.left = undefined;
      return;
    }
    const before = this.arrivals;
    setImmediate(() => {
      if (this.arrivals !== before && looks > 0) this.lookAround(looks - 1);
      else this.begin();
    });
  }

  private run(): void {
    const start = this.left! > 0 ? this.waiting.shift() : undefined;
    this.running = start !== undefined;
    if (!start) return;
    this.left!--;
    try {
      start();
    } finally {
      // A tick after all microtasks: the request has done what it can do without waiting.
      queueMicrotask(() => process.nextTick(() => this.run()));
    }
  }
}
