import type pg from 'pg';
import { PROGRESS, payloadOf, type Told } from './progress-channel.ts';

const tellers = new WeakMap<pg.Pool, ProgressTeller>();

/**
 * Tells all processes what became of read models, after the commit and not within it: Postgres lets transactions that notify commit only one
 * after the other, each with its wait for the disk. One transaction at a time; what is to be told meanwhile goes together.
 */
export class ProgressTeller {
  private readonly due = new Set<string>();
  private telling: Promise<void> | undefined;

  private constructor(private readonly pool: pg.Pool) {}

  /** All that use a pool tell together. */
  static of(pool: pg.Pool): ProgressTeller {
    const teller = tellers.get(pool) ?? new ProgressTeller(pool);
    tellers.set(pool, teller);
    return teller;
  }

  tell(told: Told, projection: string): void {
    this.due.add(payloadOf(told, projection));
    this.telling ??= this.run().finally(() => (this.telling = undefined));
  }

  /** Resolves when no notification is pending. */
  async settled(): Promise<void> {
    await this.telling;
  }

  private async run(): Promise<void> {
    while (this.due.size > 0) {
      const payloads = [...this.due];
      this.due.clear();
      try {
        const text = 'SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS given(payload)';
        await this.pool.query({ name: 'tell-progress', text, values: [PROGRESS, payloads] });
      } catch {
        return; // a signal may be lost: listeners poll as well
      }
    }
  }
}
