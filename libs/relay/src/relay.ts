import { randomUUID } from 'node:crypto';
import { BackOff, START, type Position, type Leases, HeldLease } from '@stoa/kernel';
import type { RelayLog } from './ports.ts';
import { RelayTerm, type TermParts } from './relay-term.ts';

const LEASE = 'relay';
/** The key of a problem that ended a term. */
const ITSELF = 'the relay';
/** After a kill the next relay waits this long; a relay that is stopped releases the lease. */
const LEASE_MS = 4_000;

export interface RelayParts extends TermParts {
  readonly leases: Leases;
  readonly log: RelayLog;
  readonly leaseMs?: number;
}

export interface RelayStatus {
  readonly role: 'standing-by' | 'active' | 'stopped';
  /** How far this process has published while it was the leader, and the head of the log at its last check. */
  readonly position: Position;
  readonly head: Position;
  /** What fails at the moment and is retried; null while healthy. */
  readonly trouble: string | null;
}

/** Publishes the log to the stream topics. Of several relays one is the leader; the others stand by and take over when its lease ends. */
export class Relay {
  private readonly stopping = new AbortController();
  private readonly owner = randomUUID();
  private current: RelayStatus = { role: 'standing-by', position: START, head: START, trouble: null };
  private readonly troubles = new Map<string, string>();
  private readonly done: Promise<void>;

  /** Starts immediately. */
  constructor(private readonly parts: RelayParts) {
    this.done = this.run();
  }

  status(): RelayStatus {
    return this.current;
  }

  /** What was sent is acknowledged and its checkpoint saved first. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('The relay is stopping.'));
    await this.done;
  }

  private async run(): Promise<void> {
    const { leases, leaseMs = LEASE_MS } = this.parts;
    const { signal } = this.stopping;
    const standby = new BackOff({ first: leaseMs / 4, longest: leaseMs / 4 });
    const afterFailure = new BackOff({ first: 200, longest: 5_000 });
    while (!signal.aborted) {
      try {
        const lease = await HeldLease.take(leases, LEASE, this.owner, leaseMs);
        if (lease) await this.active(lease, () => afterFailure.reset());
        else {
          // Another relay is the leader: this one's problems no longer matter.
          this.recovered(ITSELF);
          await standby.wait(signal);
        }
      } catch (error) {
        this.trouble(ITSELF, error);
        await afterFailure.wait(signal);
      }
    }
    this.report({ role: 'stopped' });
  }

  private async active(lease: HeldLease, onProgress: () => void): Promise<void> {
    const { log } = this.parts;
    log.info({ epoch: lease.epoch }, 'this relay is now the leader');
    this.report({ role: 'active' });
    let over = false;
    const term = new RelayTerm(
      this.parts,
      lease,
      {
        progress: ({ position, head }) => {
          onProgress();
          this.recovered(ITSELF);
          this.report({ position, head });
        },
        trouble: (about, error) => over || this.trouble(about, error),
        recovered: (about) => this.recovered(about),
        restart: (why) => log.warn({ why }, 'publishing again from the start of the log'),
      },
      this.stopping.signal,
    );
    try {
      await term.run(this.stopping.signal);
    } finally {
      over = true;
      for (const about of this.troubles.keys()) if (about !== ITSELF) this.recovered(about);
      await lease.release();
      this.report({ role: 'standing-by' });
    }
  }

  /** A problem is logged once, not at each attempt. */
  private trouble(about: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (this.troubles.get(about) === undefined)
      this.parts.log.warn({ about, reason }, 'a dependency of the relay failed; retrying');
    this.troubles.set(about, reason);
    this.reportTroubles();
  }

  private recovered(about: string): void {
    if (!this.troubles.delete(about)) return;
    this.parts.log.info({ about }, 'a dependency of the relay has recovered');
    this.reportTroubles();
  }

  private reportTroubles(): void {
    const sentences = [...this.troubles].map(([about, reason]) => `${about}: ${reason}`);
    this.report({ trouble: sentences.length === 0 ? null : sentences.join('; ') });
  }

  private report(change: Partial<RelayStatus>): void {
    this.current = { ...this.current, ...change };
  }
}
