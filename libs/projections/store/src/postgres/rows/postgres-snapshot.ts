import { START, type Aggregate, type Position, type Row, type RowReader, type Snapshot } from '@stoa/kernel';
import type pg from 'pg';
import type { PostgresRows } from './postgres-rows.ts';

/** Reads over one connection; all of them see the state of the first. */
class PostgresSnapshot implements Snapshot {
  constructor(private readonly rows: PostgresRows) {}

  async checkpoint(partition: string): Promise<Position> {
    const sql = `SELECT position FROM "${this.rows.schemaName}".checkpoint WHERE partition = $1`;
    const { rows } = await this.rows.run<{ position: Position }>(sql, [partition]);
    return rows[0]?.position ?? START;
  }

  async dirtyKeys(): Promise<string[]> {
    const at = `"${this.rows.schemaName}"`;
    const sql = `SELECT key FROM ${at}.dirty UNION SELECT key FROM ${at}.outdated ORDER BY key`;
    const { rows } = await this.rows.run<{ key: string }>(sql, []);
    return rows.map(({ key }) => key);
  }

  dumpRows(table: string): AsyncIterable<string> {
    return this.rows.dump(table);
  }

  among<R extends Row>(table: string, column: string, values: readonly string[]): Promise<R[]> {
    return this.rows.among(table, column, values);
  }

  first<R extends Row>(...query: Parameters<RowReader['first']>): Promise<R[]> {
    return this.rows.first<R>(...query);
  }

  aggregate<R extends Row>(table: string, query: Aggregate<R>): Promise<R[]> {
    return this.rows.aggregate(table, query);
  }
}

/** Begins a transaction in which all reads see one moment. */
const ONE_MOMENT = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

/** Runs reads on one moment's state over the connection of `rows`, which nobody else uses meanwhile. */
export async function withSnapshot<A>(rows: PostgresRows, read: (snapshot: Snapshot) => Promise<A>): Promise<A> {
  await rows.once(ONE_MOMENT);
  let result: A;
  try {
    result = await read(new PostgresSnapshot(rows));
  } catch (error) {
    await rows.once('ROLLBACK').catch(() => undefined); // the first error is thrown
    throw error;
  }
  await rows.once('COMMIT');
  return result;
}

/** A table's canonical rows as they are at one moment, over a connection of its own. */
export async function* dumpOfOneMoment(pool: pg.Pool, rows: PostgresRows, table: string): AsyncIterable<string> {
  const client = await pool.connect();
  try {
    const seen = rows.over(client);
    await seen.once(ONE_MOMENT);
    yield* seen.dump(table);
  } finally {
    await client.query('ROLLBACK').then(
      () => client.release(),
      (error: Error) => client.release(error),
    );
  }
}
