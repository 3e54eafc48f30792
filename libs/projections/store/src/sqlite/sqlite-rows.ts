import type { Aggregate, Row, RowReader } from '@stoa/kernel';
import type { Database, Statement } from '@stoa/sqlite';
import { aggregateQuery } from '../aggregate-query.ts';
import { RowCodec } from '../row-codec.ts';
import type { ReadModelSchema, TableShape } from '../table-shape.ts';
import { amongSql, equalSql, firstSql } from './sql.ts';

/** Reads rows of one generation over one handle; statements are prepared once. */
export class SqliteRows implements RowReader {
  private readonly statements = new Map<string, Statement<unknown[], Row>>();
  private readonly codecs: ReadonlyMap<string, RowCodec>;

  constructor(
    private readonly db: Database,
    private readonly schema: ReadModelSchema,
  ) {
    this.codecs = new Map([...schema.tables].map(([name, shape]) => [name, new RowCodec(shape)]));
  }

  async among<R extends Row>(table: string, column: string, values: readonly string[]): Promise<R[]> {
    if (values.length === 0) return [];
    const shape = this.column(table, column);
    if (values.length === 1) return this.all(table, equalSql(shape, column), values);
    return this.all(table, amongSql(shape, column), [JSON.stringify(values)]);
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
    const values = names.map((name) => (typeof where[name] === 'boolean' ? Number(where[name]) : where[name]));
    return this.all(table, firstSql(this.shape(table), names, order, beyond !== undefined), [
      ...values,
      ...(beyond ?? []),
      limit,
    ]);
  }

  async aggregate<R extends Row>(table: string, query: Aggregate<R>): Promise<R[]> {
    const [sql, values] = aggregateQuery(this.shape(table), query as Aggregate);
    return this.prepare(sql).all(...values) as R[];
  }

  shape(table: string): TableShape {
    const shape = this.schema.tables.get(table);
    if (!shape) throw new Error(`The read model ${this.schema.projection} has no table ${table}`);
    return shape;
  }

  codec(table: string): RowCodec {
    return this.codecs.get(table) ?? new RowCodec(this.shape(table));
  }

  /** All rows of a statement over a table of this read model. */
  all<R extends Row>(table: string, sql: string, values: readonly unknown[]): R[] {
    const codec = this.codec(table);
    return this.prepare(sql)
      .all(...values)
      .map((row) => codec.decode<R>(row));
  }

  prepare(sql: string): Statement<unknown[], Row> {
    const known = this.statements.get(sql);
    if (known) return known;
    const statement = this.db.prepare<unknown[], Row>(sql);
    this.statements.set(sql, statement);
    return statement;
  }

  /** Names reach SQL only from the shape, never from a caller. */
  private column(table: string, column: string): TableShape {
    const shape = this.shape(table);
    if (!shape.columns.some(({ name }) => name === column)) throw new Error(`The table ${table} has no column ${column}`);
    return shape;
  }
}
