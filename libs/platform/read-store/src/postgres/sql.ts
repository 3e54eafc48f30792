import type { ColumnShape, TableShape } from '../table-shape.ts';
import { arrayType } from './ddl.ts';

const quoted = (name: string) => `"${name}"`;
const list = (names: readonly string[]) => names.map(quoted).join(', ');

/** SQL of one table of one generation, with its values as one array a column: one statement whatever the number of rows. */
export class TableSql {
  private readonly at: string;

  constructor(
    schema: string,
    private readonly shape: TableShape,
  ) {
    this.at = `"${schema}"."${shape.table}"`;
  }

  get upsert(): string {
    const { columns, keys } = this.shape;
    const others = columns.map(({ name }) => name).filter((name) => !keys.includes(name));
    const set = others.map((name) => `${quoted(name)} = excluded.${quoted(name)}`).join(', ');
    return `${this.insert} ON CONFLICT (${list(keys)}) DO ${set ? `UPDATE SET ${set}` : 'NOTHING'}`;
  }

  get add(): string {
    const { keys, numbers } = this.shape;
    const set = numbers.map((name) => `${quoted(name)} = t.${quoted(name)} + excluded.${quoted(name)}`).join(', ');
    return `${this.insert} ON CONFLICT (${list(keys)}) DO UPDATE SET ${set}`;
  }

  get remove(): string {
    return `DELETE FROM ${this.at} t USING ${this.given(this.keyColumns)} WHERE ${this.sameKey}`;
  }

  /** Takes out rows whose numbers are all nought. The adder holds their locks: who adds to one meanwhile waits, and makes it anew. */
  get removeNought(): string {
    return `${this.remove} AND ${this.shape.numbers.map((name) => `t.${quoted(name)} = 0`).join(' AND ')}`;
  }

  get byKey(): string {
    return `SELECT t.* FROM ${this.given(this.keyColumns)} JOIN ${this.at} t ON ${this.sameKey}`;
  }

  among(column: string): string {
    return `SELECT * FROM ${this.at} WHERE ${quoted(column)} = ANY($1::text[])`;
  }

  /** The first rows in an order; with `beyond` after the row with those values, which needs all columns to run in one direction. */
  first(where: readonly string[], order: readonly string[], beyond: boolean): string {
    const terms = order.map((term) => (term.startsWith('-') ? { name: term.slice(1), way: 'DESC' } : { name: term, way: 'ASC' }));
    if (beyond && new Set(terms.map(({ way }) => way)).size > 1) throw new Error('Cannot go on beyond a row in a mixed order');
    let number = 0;
    const next = () => `$${++number}`;
    const equal = where.map((name) => `${quoted(name)} = ${next()}`);
    const side = terms[0]?.way === 'DESC' ? '<' : '>';
    const after = beyond ? [`(${list(terms.map(({ name }) => name))}) ${side} (${terms.map(next).join(', ')})`] : [];
    const conditions = [...equal, ...after].join(' AND ');
    const sorted = terms.map(({ name, way }) => `${quoted(name)} ${way}`).join(', ');
    return `SELECT * FROM ${this.at}${conditions ? ` WHERE ${conditions}` : ''} ORDER BY ${sorted} LIMIT ${next()}`;
  }

  get inKeyOrder(): string {
    return `SELECT * FROM ${this.at} ORDER BY ${list(this.shape.keys)}`;
  }

  private get keyColumns(): ColumnShape[] {
    return this.shape.keys.map((key) => this.shape.columns.find(({ name }) => name === key) as ColumnShape);
  }

  private get insert(): string {
    const { columns } = this.shape;
    return `INSERT INTO ${this.at} AS t (${list(columns.map(({ name }) => name))}) SELECT * FROM ${this.given(columns)}`;
  }

  private get sameKey(): string {
    return this.shape.keys.map((key) => `t.${quoted(key)} = given.${quoted(key)}`).join(' AND ');
  }

  private given(columns: readonly ColumnShape[]): string {
    const arrays = columns.map(({ kind }, index) => `$${index + 1}::${arrayType(kind)}`);
    return `unnest(${arrays.join(', ')}) AS given(${list(columns.map(({ name }) => name))})`;
  }
}
