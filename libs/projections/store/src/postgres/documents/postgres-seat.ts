import type { BuilderSeat, Documents, Mark, Snapshot } from '@stoa/kernel';
import type pg from 'pg';
import { PostgresDocuments, type Settled } from './postgres-documents.ts';
import { LONG_MS, type PostgresRows } from '../rows/postgres-rows.ts';
import { connectAlone } from '../connecting/pool.ts';
import { withSnapshot } from '../rows/postgres-snapshot.ts';
import { allOf, commit } from '../connecting/transaction.ts';
import { translated } from '../connecting/trouble.ts';

const SEATS = 7002;
/** A builder looks for marks several times a second: one that hangs for so long has its connection ended by the server, and the seat is free. */
const IDLE_MS = 6_000;

/**
 * The right to build a generation's documents: a lock of one connection's session, and all that it allows goes over that connection. Who
 * lost the connection lost the right with it, so that an older document can never be stored over a newer one.
 */
export class PostgresSeat implements BuilderSeat {
  private readonly documents: PostgresDocuments;

  private constructor(
    private readonly client: pg.Client,
    private readonly rows: PostgresRows,
    private readonly onBuilt: () => void,
  ) {
    this.documents = new PostgresDocuments(rows);
  }

  static async take(pool: pg.Pool, rows: PostgresRows, onBuilt: () => void): Promise<PostgresSeat | undefined> {
    const client = await connectAlone(pool);
    const seated = rows.over(client);
    try {
      await seated.once(`SET idle_session_timeout = ${IDLE_MS}`);
      const lock = `SELECT pg_try_advisory_lock(${SEATS}, hashtext('${rows.schemaName}')) AS taken`;
      const { rows: found } = await seated.once<{ taken: boolean }>(lock);
      if (found[0]?.taken) return new PostgresSeat(client, seated, onBuilt);
    } catch (error) {
      await client.end().catch(() => undefined); // the first error is thrown
      throw error;
    }
    await client.end();
    return undefined;
  }

  dirty(limit: number, { lazy }: { lazy: boolean }): Promise<Mark[]> {
    return this.documents.marks(limit, lazy);
  }

  snapshot<A>(read: (snapshot: Snapshot) => Promise<A>): Promise<A> {
    return withSnapshot(this.rows, read);
  }

  adoptDocuments(hash: string, keys: Documents['keys']): Promise<boolean> {
    return this.changing(`BEGIN; SET LOCAL statement_timeout = ${LONG_MS}`, () => this.documents.adopt(hash, keys));
  }

  async settle(settled: Settled): Promise<void> {
    await this.changing('BEGIN', () => this.documents.settle(settled));
    this.onBuilt();
  }

  async setAside(documents: readonly { mark: Mark; reason: string }[]): Promise<void> {
    await this.changing('BEGIN', () => this.documents.setAside(documents));
  }

  private async changing<A>(begin: string, work: () => Promise<A>): Promise<A> {
    try {
      const [, result] = await allOf<[unknown, A]>([this.rows.once(begin), work()]);
      await commit(this.client);
      return result;
    } catch (error) {
      await this.rows.once('ROLLBACK').catch(() => undefined); // the connection is gone, and the seat with it
      throw translated(error);
    }
  }

  /** The connection goes with the lock: nothing that is left of it can hold the seat. */
  release(): Promise<void> {
    return this.client.end();
  }
}
