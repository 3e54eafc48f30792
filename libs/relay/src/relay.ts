import { randomUUID } from 'node:crypto';
import { BackOff, START, type Position, type Leases, HeldLease } from '@stoa/kernel';
import type { RelayLog } from './ports.ts';
import { RelayTerm, type TermParts } from './relay-term.ts';

const LEASE = 'relay';
/** What a trouble is about that ended a term. */
const ITSELF = 'the relay';
/** A relay that was killed holds up the next one for so long; one that is stopped gives the lease back. */
const LEASE_MS = 4_000;

export interface RelayParts extends TermParts {
  readonly leases: Leases;
  readonly log: RelayLog;
  readonly leaseMs?: number;
}

export interface RelayStatus {
  readonly role: 'standing-by' | 'active' | 'stopped';
  /** How far this process has relayed while it was the one, and where the log ended when it last looked. */
  readonly position: Position;
  readonly head: Position;
  /** What it cannot do at the moment and tries again; null while all is well. */
  readonly trouble: string | null;
}

/** Carries the log into the topics. Of several relays one is active, the others stand by and take over when its lease ends. */
export class Relay {
  private readonly stopping = new AbortController();
  private readonly owner = randomUUID();
  private current: RelayStatus = { role: 'standing-by', position: START, head: START, trouble: null };
  private readonly troubles = new Map<string, string>();
  private readonly done: Promise<void>;

  /** Begins at once. */
  constructor(private readonly parts: RelayParts) {
    this.done = this.run();
  }

  status(): RelayStatus {
    return this.current;
  }

  /** What was given to the stream is acknowledged and saved first. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('The relay was told to stop.'));
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
          // Another one is active: what this one could not do is no longer its to do.
          this.well(ITSELF);
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
    log.info({ epoch: lease.epoch }, 'this relay is the active one');
    this.report({ role: 'active' });
    let over = false;
    const term = new RelayTerm(
      this.parts,
      lease,
      {
        progress: ({ position, head }) => {
          onProgress();
          this.well(ITSELF);
          this.report({ position, head });
        },
        trouble: (about, error) => over || this.trouble(about, error),
        well: (about) => this.well(about),
        restart: (why) => log.warn({ why }, 'relaying again from the start of the log'),
      },
      this.stopping.signal,
    );
    try {
      await term.run(this.stopping.signal);
    } finally {
      over = true;
      for (const about of this.troubles.keys()) if (about !== ITSELF) this.well(about);
      await lease.release();
      this.report({ role: 'standing-by' });
    }
  }

  /** The log hears of a trouble once, not of each trial. */
  private trouble(about: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (this.troubles.get(about) === undefined) this.parts.log.warn({ about, reason }, 'the relay waits and tries again');
    this.troubles.set(about, reason);
    this.reportTroubles();
  }

  private well(about: string): void {
    if (!this.troubles.delete(about)) return;
    this.parts.log.info({ about }, 'the relay goes on');
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
