/** The right to do what one process at a time may do; it ends by the shared store's clock, not by ours. */
export interface Leases {
  /** Undefined while another owner has it. Called again by its owner it renews; each new owner gets a new epoch. */
  acquire(name: string, owner: string, ttlMs: number): Promise<{ epoch: number } | undefined>;
  release(name: string, owner: string): Promise<void>;
}

/** A lease is trusted for less than its duration: clocks of two machines drift. */
const TRUSTED = 0.9;

/** A lease that renews itself; its epoch fences what is written under it. `signal` aborts as soon as it cannot be relied on: renewal refused, or not in time. */
export class HeldLease {
  private readonly ending = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private until: number;
  private renewing = false;

  /** Undefined while another owner has it. */
  static async take(leases: Leases, name: string, owner: string, ttlMs: number): Promise<HeldLease | undefined> {
    const asked = performance.now();
    const lease = await leases.acquire(name, owner, ttlMs);
    return lease && new HeldLease(leases, name, owner, ttlMs, lease.epoch, asked);
  }

  private constructor(
    private readonly leases: Leases,
    readonly name: string,
    private readonly owner: string,
    private readonly ttlMs: number,
    readonly epoch: number,
    asked: number,
  ) {
    this.until = asked + ttlMs * TRUSTED;
    let next = asked + ttlMs / 3;
    this.timer = setInterval(() => {
      const now = performance.now();
      if (now > this.until) return this.end('The lease could not be renewed in time.');
      if (now < next || this.renewing) return;
      next = now + ttlMs / 3;
      void this.renew();
    }, ttlMs / 20);
  }

  get signal(): AbortSignal {
    return this.ending.signal;
  }

  /** False once it was lost. Checks the clock now: the process may have been suspended since the last timer. */
  get isGood(): boolean {
    if (performance.now() > this.until) this.end('The lease could not be renewed in time.');
    return !this.ending.signal.aborted;
  }

  async release(): Promise<void> {
    this.end('The lease was released.');
    await this.leases.release(this.name, this.owner).catch(() => undefined); // it ends by itself
  }

  private async renew(): Promise<void> {
    this.renewing = true;
    const asked = performance.now();
    try {
      const lease = await this.leases.acquire(this.name, this.owner, this.ttlMs);
      if (lease?.epoch === this.epoch) this.until = asked + this.ttlMs * TRUSTED;
      else this.end('Another process took the lease.');
    } catch {
      // Retried until the rest of its time has passed.
    } finally {
      this.renewing = false;
    }
  }

  private end(why: string): void {
    clearInterval(this.timer);
    this.ending.abort(new Error(why));
  }
}
