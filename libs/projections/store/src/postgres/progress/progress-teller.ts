import type pg from 'pg';
import { PROGRESS } from './progress-channel.ts';

/**
 * Tells all processes that a read model is further on, after the commit and not within it: Postgres lets transactions that notify commit
 * only one after the other, each with its wait for the disk. One is told at a time; what happens meanwhile is told together.
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

  /** Resolves when nothing is left to tell. */
  async settled(): Promise<void> {
    await this.telling;
  }

  private async run(): Promise<void> {
    while (this.again) {
      this.again = false;
      try {
        await this.pool.query({ name: 'tell-progress', text: 'SELECT pg_notify($1, $2)', values: [PROGRESS, this.projection] });
      } catch {
        return; // a signal may be lost: everybody looks every now and then all the same
      }
    }
  }
}
