import type { BuilderSeat, Mark, Snapshot } from '@stoa/kernel';
import type pg from 'pg';
import { PostgresDocuments, type Settled } from './postgres-documents.ts';
import type { PostgresRows } from './postgres-rows.ts';
import { withSnapshot } from './postgres-snapshot.ts';

const SEATS = 7002;
/** A builder asks several times a second. One that is silent for so long, outside a transaction, is gone: its machine cannot say so any more. */
const SILENT_MS = 6000;

/**
 * The right to build a generation's documents: a lock of one connection's session, and all that it allows goes over that connection. Who
 * lost the connection lost the right with it, so that an older document can never be stored over a newer one.
 */
export class PostgresSeat implements BuilderSeat {
  private readonly documents: PostgresDocuments;
  private broken: Error | undefined;

  private constructor(
    private readonly client: pg.PoolClient,
    private readonly rows: PostgresRows,
    private readonly projection: string,
  ) {
    this.documents = new PostgresDocuments(rows);
    client.on('error', this.lose);
  }

  static async take(pool: pg.Pool, rows: PostgresRows, projection: string): Promise<PostgresSeat | undefined> {
    const client = await pool.connect();
    try {
      const { rows: found } = await client.query<{ taken: boolean }>(
        `SELECT pg_try_advisory_lock(${SEATS}, hashtext('${rows.schemaName}')) AS taken`,
      );
      if (!found[0]?.taken) {
        client.release();
        return undefined;
      }
      await client.query(`SET idle_session_timeout = ${SILENT_MS}`);
      return new PostgresSeat(client, rows.over(client), projection);
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
  }

  dirty(limit: number, { lazy }: { lazy: boolean }): Promise<Mark[]> {
    return this.documents.marks(limit, lazy);
  }

  snapshot<A>(read: (snapshot: Snapshot) => Promise<A>): Promise<A> {
    return withSnapshot(this.rows, read);
  }

  async settle(settled: Settled): Promise<void> {
    await this.rows.run('BEGIN', []);
    try {
      await this.documents.settle(settled, this.projection);
      await this.rows.run('COMMIT', []);
    } catch (error) {
      await this.rows.run('ROLLBACK', []).catch((cause: unknown) => this.lose(cause as Error));
      throw error;
    }
  }

  /** The connection goes with the lock: nothing that is left of it can hold the seat. */
  async release(): Promise<void> {
    await this.client.query('SELECT pg_advisory_unlock_all()').catch((error: unknown) => this.lose(error as Error));
    this.client.off('error', this.lose);
    this.client.release(this.broken ?? true);
  }

  private readonly lose = (error: Error): void => {
    this.broken = error;
  };
}
