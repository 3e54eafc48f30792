import { MOST_SUM } from '@stoa/kernel';
import type { ColumnKind, ColumnShape, TableShape } from '../../table-shape.ts';

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

  /** Adds differences, in the order of the keys' bytes, and returns the keys of rows whose sums are zero: they are locked until the adder has removed them. */
  get add(): string {
    const { keys, numbers } = this.shape;
    const sum = (name: string) => `greatest(-${MOST_SUM}, least(${MOST_SUM}, t.${quoted(name)} + excluded.${quoted(name)}))`;
    const set = numbers.map((name) => `${quoted(name)} = ${sum(name)}`).join(', ');
    const allZero = numbers.map((name) => `${quoted(name)} = 0`).join(' AND ');
    const returned = [...keys, ...numbers].map((name) => `t.${quoted(name)}`).join(', ');
    return (
      `WITH summed AS (${this.insert} ORDER BY ${this.inBytes} ON CONFLICT (${list(keys)}) DO UPDATE SET ${set} RETURNING ${returned}) ` +
      `SELECT ${list(keys)} FROM summed WHERE ${allZero}`
    );
  }

  get remove(): string {
    return `DELETE FROM ${this.at} t USING ${this.given(this.keyColumns)} WHERE ${this.sameKey}`;
  }

  get byKey(): string {
    return `SELECT ${this.names('t.')} FROM ${this.given(this.keyColumns)} JOIN ${this.at} t ON ${this.sameKey}`;
  }

  among(column: string): string {
    return `SELECT ${this.names()} FROM ${this.at} WHERE ${quoted(column)} = ANY($1::text[])`;
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
    const sorted = terms.map(({ name, way }) => `${quoted(name)} ${way}${this.nulls(name, way)}`).join(', ');
    return `SELECT ${this.names()} FROM ${this.at}${conditions ? ` WHERE ${conditions}` : ''} ORDER BY ${sorted} LIMIT ${next()}`;
  }

  get inKeyOrder(): string {
    return `SELECT ${this.names()} FROM ${this.at} ORDER BY ${list(this.shape.keys)}`;
  }

  private names(of = ''): string {
    return this.shape.columns.map(({ name }) => `${of}${quoted(name)}`).join(', ');
  }

  /** Null comes before all else, as on SQLite. */
  private nulls(name: string, way: string): string {
    const nullable = this.shape.columns.some((column) => column.name === name && column.nullable);
    return nullable ? ` NULLS ${way === 'ASC' ? 'FIRST' : 'LAST'}` : '';
  }

  private get inBytes(): string {
    return this.keyColumns.map(({ name, kind }) => `given.${quoted(name)}${kind === 'text' ? ' COLLATE "C"' : ''}`).join(', ');
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

/** A column's type as the element of an array parameter. */
const arrayType = (kind: ColumnKind): string => (kind === 'integer' ? 'bigint[]' : kind === 'boolean' ? 'boolean[]' : 'text[]');
