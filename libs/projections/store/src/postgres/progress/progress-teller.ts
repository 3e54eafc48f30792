import type pg from 'pg';
import { PROGRESS } from './progress-channel.ts';

/**
 * Notifies all processes that a read model has advanced, after the commit and not within it: Postgres lets transactions that notify commit
 * only one after the other, each with its wait for the disk. One notification at a time; progress meanwhile is coalesced.
 */
export class ProgressTeller {
  private again = false;
  private telling: Promise<void> | undefined;

  constructor(
    private readonly pool: pg.Pool,
    private readonly projection: string,
  ) {}

  tell(): void {
    this.again = true;
    this.telling ??= this.run().finally(() => (this.telling = undefined));
  }

  /** Resolves when no notification is pending. */
  async settled(): Promise<void> {
    await this.telling;
  }

  private async run(): Promise<void> {
    while (this.again) {
      this.again = false;
      try {
        await this.pool.query({ name: 'tell-progress', text: 'SELECT pg_notify($1, $2)', values: [PROGRESS, this.projection] });
      } catch {
        return; // a signal may be lost: listeners poll as well
      }
    }
  }
}
