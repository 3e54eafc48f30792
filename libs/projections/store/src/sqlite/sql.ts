import { MOST_SUM } from '@stoa/kernel';
import type { TableShape } from '../table-shape.ts';

const quoted = (name: string) => `"${name}"`;
const list = (names: readonly string[]) => names.map(quoted).join(', ');
const all = (names: readonly string[]) => names.map((name) => `${quoted(name)} = ?`).join(' AND ');

/** SQL statements of one table, made from its shape. */
export const sqlOf = ({ table, columns, keys, numbers }: TableShape) => {
  const names = columns.map((column) => column.name);
  const others = names.filter((name) => !keys.includes(name));
  const insert = `INSERT INTO ${quoted(table)} (${list(names)}) VALUES (${names.map(() => '?').join(', ')}) ON CONFLICT (${list(keys)}) DO`;
  const sum = (name: string) =>
    `max(-${MOST_SUM}, min(${MOST_SUM}, ${quoted(table)}.${quoted(name)} + excluded.${quoted(name)}))`;
  return {
    byKey: `SELECT * FROM ${quoted(table)} WHERE ${all(keys)}`,
    upsert: others.length
      ? `${insert} UPDATE SET ${others.map((name) => `${quoted(name)} = excluded.${quoted(name)}`).join(', ')}`
      : `${insert} NOTHING`,
    add: `${insert} UPDATE SET ${numbers.map((name) => `${quoted(name)} = ${sum(name)}`).join(', ')}`,
    removeIfNought: `DELETE FROM ${quoted(table)} WHERE ${all(keys)} AND ${numbers.map((name) => `${quoted(name)} = 0`).join(' AND ')}`,
    remove: `DELETE FROM ${quoted(table)} WHERE ${all(keys)}`,
    inKeyOrder: `SELECT * FROM ${quoted(table)} ORDER BY ${list(keys)}`,
  };
};

/** Rows whose column has one of several values, given as one JSON array. */
export const amongSql = ({ table }: TableShape, column: string): string =>
  `SELECT * FROM ${quoted(table)} WHERE ${quoted(column)} IN (SELECT value FROM json_each(?))`;

export const equalSql = ({ table }: TableShape, column: string): string =>
  `SELECT * FROM ${quoted(table)} WHERE ${quoted(column)} = ?`;

/** The first rows in an order; with `beyond` after the row with those values, which needs all columns to run in one direction. */
export function firstSql({ table }: TableShape, where: readonly string[], order: readonly string[], beyond: boolean): string {
  const directions = order.map((term) =>
    term.startsWith('-') ? { name: term.slice(1), way: 'DESC' } : { name: term, way: 'ASC' },
  );
  if (beyond && new Set(directions.map(({ way }) => way)).size > 1) throw new Error('Cannot go on beyond a row in a mixed order');
  const names = directions.map(({ name }) => quoted(name)).join(', ');
  const after = `(${names}) ${directions[0]?.way === 'DESC' ? '<' : '>'} (${directions.map(() => '?').join(', ')})`;
  const conditions = [...(where.length ? [all(where)] : []), ...(beyond ? [after] : [])].join(' AND ');
  const sorted = directions.map(({ name, way }) => `${quoted(name)} ${way}`).join(', ');
  return `SELECT * FROM ${quoted(table)}${conditions ? ` WHERE ${conditions}` : ''} ORDER BY ${sorted} LIMIT ?`;
}

/** Marks the documents whose keys are found in a table. */
export const dirtyViaSql = ({ table }: TableShape, key: string, where: string, also: readonly string[]): string =>
  `INSERT INTO dirty (key, version, lazy) SELECT DISTINCT ${quoted(key)}, ?, 0 FROM ${quoted(table)} ` +
  `WHERE ${quoted(where)} = ?${also.map((name) => ` AND ${quoted(name)} = ?`).join('')} ` +
  `ON CONFLICT (key) DO UPDATE SET version = excluded.version, lazy = 0`;
