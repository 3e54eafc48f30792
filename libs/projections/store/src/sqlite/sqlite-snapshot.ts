import { START, type Aggregate, type Position, type Row, type RowReader, type Snapshot } from '@stoa/kernel';
import type { Database } from '@stoa/sqlite';
import type { ReadModelSchema } from '../table-shape.ts';
import { dumpRows } from './sqlite-dump.ts';
import { SqliteRows } from './sqlite-rows.ts';

/** Reads over a handle of its own; within `within` all of them see the state of the first. */
export class SqliteSnapshot implements Snapshot {
  private readonly rows: SqliteRows;

  constructor(
    private readonly db: Database,
    schema: ReadModelSchema,
  ) {
    this.rows = new SqliteRows(db, schema);
  }

  async within<A>(read: (snapshot: Snapshot) => Promise<A>): Promise<A> {
    this.db.exec('BEGIN');
    try {
      return await read(this);
    } finally {
      this.db.exec('COMMIT');
    }
  }

  async checkpoint(partition: string): Promise<Position> {
    const found = this.db.prepare('SELECT position FROM checkpoint WHERE partition = ?').pluck().get(partition);
    return (found as Position | undefined) ?? START;
  }

  async dirtyKeys(): Promise<string[]> {
    return this.db.prepare('SELECT key FROM dirty UNION SELECT key FROM outdated ORDER BY key').pluck().all() as string[];
  }

  dumpRows(table: string): AsyncIterable<string> {
    return dumpRows(this.rows, table);
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
