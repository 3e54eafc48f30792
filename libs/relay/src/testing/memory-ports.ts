import { type Position, NOTHING_RELAYED, type Leases, type RelayCheckpoint, type RelayLedger } from '@stoa/kernel';

/** A ledger in memory that records every position it ever held. */
export class MemoryRelayLedger implements RelayLedger {
  readonly history: Position[] = [];
  private epoch = 0;
  constructor(public checkpoint: RelayCheckpoint = NOTHING_RELAYED) {}

  async load(): Promise<RelayCheckpoint> {
    return this.checkpoint;
  }

  async save(expected: Position, next: RelayCheckpoint, epoch: number): Promise<boolean> {
    if (this.checkpoint.position !== expected || epoch < this.epoch) return false;
    this.keep(next, epoch);
    return true;
  }

  protected keep(next: RelayCheckpoint, epoch: number): void {
    this.epoch = epoch;
    this.checkpoint = structuredClone(next);
    this.history.push(next.position);
  }
}

export class MemoryLeases implements Leases {
  /** How often a lease was asked for or renewed: relays that did nothing else meanwhile had the time to. */
  asked = 0;
  private readonly held = new Map<string, { owner: string; epoch: number; until: number }>();

  async acquire(name: string, owner: string, ttlMs: number): Promise<{ epoch: number } | undefined> {
    this.asked++;
    const held = this.held.get(name);
    const now = performance.now();
    if (held && held.owner !== owner && held.until > now) return undefined;
    const epoch = held === undefined ? 1 : held.owner === owner && held.until > now ? held.epoch : held.epoch + 1;
    this.held.set(name, { owner, epoch, until: now + ttlMs });
    return { epoch };
  }

  async release(name: string, owner: string): Promise<void> {
    const held = this.held.get(name);
    if (held?.owner === owner) held.until = 0;
  }

  /** Expires every lease. */
  async expire(): Promise<void> {
    for (const held of this.held.values()) held.until = 0;
  }
}
