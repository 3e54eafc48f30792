/** The right to do what one process at a time may do; it ends by the shared store's clock, not by ours. */
export interface Leases {
  /** Undefined while another owner has it. Asked again by its owner it is renewed; the epoch is a new one with each new owner. */
  acquire(name: string, owner: string, ttlMs: number): Promise<{ epoch: number } | undefined>;
  release(name: string, owner: string): Promise<void>;
}

/** A lease counts for less than it says: clocks of two machines do not run alike. */
const TRUSTED = 0.9;

/** A lease that renews itself; its epoch fences what is written under it. `signal` is given the moment it cannot be relied on any more: refused, or not renewed in time. */
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

  /** False once it was lost, looked at with the clock of this very moment: a process may have slept since the last timer. */
  get isGood(): boolean {
    if (performance.now() > this.until) this.end('The lease could not be renewed in time.');
    return !this.ending.signal.aborted;
  }

  async release(): Promise<void> {
    this.end('The lease was given back.');
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
      // Asked again until what is left of it has passed.
    } finally {
      this.renewing = false;
    }
  }

  private end(why: string): void {
    clearInterval(this.timer);
    this.ending.abort(new Error(why));
  }
}
