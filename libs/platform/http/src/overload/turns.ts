/** Requests that are started before the event loop goes round. */
const AT_ONCE = 8;
/** Rounds at most in which only what has arrived is looked at. */
const LOOKS = 128;

/**
 * Starts requests in the order in which they came, some in each round of the event loop; in between all that has arrived is looked at. Otherwise a
 * busy event loop, which accepts one connection in each round, would leave it waiting in the kernel, where nothing can be refused.
 */
export class Turns {
  private readonly waiting: (() => void)[] = [];
  /** How many more may be started in this round. */
  private left = AT_ONCE;
  /** Whether this round began with a start. */
  private running = false;
  private arrivals = 0;

  /** A connection or a request has come. */
  arrived(): void {
    this.arrivals++;
  }

  /** Calls `start` at once, or later where enough is being done. */
  next(start: () => void): void {
    this.waiting.push(start);
    if (!this.running) this.begin();
    else if (this.left > 0) this.startNext();
  }

  private begin(): void {
    this.running = true;
    this.left = AT_ONCE;
    setImmediate(() => this.lookAround(LOOKS));
    while (this.left > 0 && this.waiting.length > 0) this.startNext();
  }

  private startNext(): void {
    this.left--;
    this.waiting.shift()!();
  }

  /** Goes on with the work when a round has brought nothing new. */
  private lookAround(looks: number): void {
    this.running = this.waiting.length > 0;
    if (!this.running) return;
    this.left = 0;
    const before = this.arrivals;
    setImmediate(() => {
      if (this.arrivals !== before && looks > 0) this.lookAround(looks - 1);
      else this.begin();
    });
  }
}
