import { createHash } from 'node:crypto';
import { canonicalJson, type Aggregate, type Row, type RowReader } from '@stoa/kernel';
import type pg from 'pg';
import type { ReadModelSchema, TableShape } from '../../table-shape.ts';
import { aggregateQuery } from '../../aggregate-query.ts';
import { decoded, keyColumnsOf } from './columns.ts';
import { TableSql } from './sql.ts';
import { nameLoss } from '../generations/generation-errors.ts';
import { translated } from '../connecting/trouble.ts';

/** Whatever runs a query: the pool, or a connection in its transaction. */
export type Queries = Pick<pg.ClientBase, 'query'> | pg.Pool;

const FETCH = 1000;

/** Reads rows of one generation; each statement is prepared once a connection. */
export class PostgresRows implements RowReader {
  private readonly tables = new Map<string, TableSql>();

  constructor(
    private readonly queries: Queries,
    readonly schemaName: string,
    private readonly schema: ReadModelSchema,
  ) {}

  over(queries: Queries): PostgresRows {
    return new PostgresRows(queries, this.schemaName, this.schema);
  }

  shape(table: string): TableShape {
    const shape = this.schema.tables.get(table);
    if (!shape) throw new Error(`The read model ${this.schema.projection} has no table ${table}`);
    return shape;
  }

  sql(table: string): TableSql {
    const known = this.tables.get(table);
    if (known) return known;
    const sql = new TableSql(this.schemaName, this.shape(table));
    this.tables.set(table, sql);
    return sql;
  }

  async among<R extends Row>(table: string, column: string, values: readonly string[]): Promise<R[]> {
    if (values.length === 0) return [];
    return this.rows(this.column(table, column), this.sql(table).among(column), [values]);
  }

  async byKey<R extends Row>(table: string, keys: readonly (readonly string[])[]): Promise<R[]> {
    const shape = this.shape(table);
    return this.rows(shape, this.sql(table).byKey, keyColumnsOf(shape, keys));
  }

  async first<R extends Row>(
    table: string,
    where: Record<string, string | boolean>,
    order: readonly string[],
    limit: number,
    beyond?: readonly string[],
  ): Promise<R[]> {
    const names = Object.keys(where);
    for (const name of [...names, ...order.map((term) => term.replace(/^-/, ''))]) this.column(table, name);
    const sql = this.sql(table).first(names, order, beyond !== undefined);
    return this.rows(this.shape(table), sql, [...names.map((name) => where[name]), ...(beyond ?? []), limit]);
  }

  async aggregate<R extends Row>(table: string, query: Aggregate<R>): Promise<R[]> {
    const { rows } = await this.run<R>(...aggregateQuery(this.shape(table), query as Aggregate, this.schemaName));
    return rows;
  }

  /** Rows as canonical JSON in the order of their keys' bytes; `document` gives the documents by their tags. Must run in a transaction. */
  async *dump(table: string): AsyncIterable<string> {
    const documents = `SELECT key, etag, beside FROM "${this.schemaName}".document ORDER BY key`;
    const sql = table === 'document' ? documents : this.sql(table).inKeyOrder;
    await this.once(`DECLARE dumped NO SCROLL CURSOR FOR ${sql}`);
    try {
      for (;;) {
        const { rows } = await this.once<Row>(`FETCH ${FETCH} FROM dumped`);
        for (const row of rows) yield canonicalJson(table === 'document' ? row : decoded(this.shape(table), row));
        if (rows.length < FETCH) return;
      }
    } finally {
      await this.once('CLOSE dumped');
    }
  }

  /** Runs a statement that is prepared under a name of its own. `waitMs`: longer than others may take. */
  run<R extends object>(text: string, values: readonly unknown[], waitMs?: number): Promise<pg.QueryResult<R>> {
    const query = { name: nameOf(text), text, values: [...values], ...patience(waitMs) };
    return this.asked(() => this.queries.query<R>(query));
  }

  /** Runs statements that are used once, without values. `waitMs`: longer than others may take. */
  once<R extends object>(text: string, waitMs?: number): Promise<pg.QueryResult<R>> {
    const query = { text, ...patience(waitMs) };
    return this.asked(() => this.queries.query<R>(query));
  }

  private async asked<A>(ask: () => Promise<A>): Promise<A> {
    try {
      return await ask();
    } catch (error) {
      throw translated(nameLoss(error, this.schemaName));
    }
  }

  private async rows<R extends Row>(shape: TableShape, text: string, values: readonly unknown[]): Promise<R[]> {
    const { rows } = await this.run<R>(text, values);
    return rows.map((row) => decoded<R>(shape, row));
  }

  /** Names reach SQL only from the shape, never from a caller. */
  column(table: string, column: string): TableShape {
    const shape = this.shape(table);
    if (!shape.columns.some(({ name }) => name === column)) throw new Error(`The table ${table} has no column ${column}`);
    return shape;
  }
}

/** How long the work on a whole generation may take at most: indexes, marks of all documents. */
export const LONG_MS = 15 * 60 * 1000;

const patience = (waitMs: number | undefined) => (waitMs === undefined ? {} : { query_timeout: waitMs });

const names = new Map<string, string>();

function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) names.set(text, (name = createHash('sha256').update(text).digest('base64url').slice(0, 32)));
  return name;
}
