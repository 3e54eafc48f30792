import type { BatchChanges, Position, Row } from '@stoa/kernel';
import type { SqliteRows } from './sqlite-rows.ts';
import { dirtyViaSql, sqlOf } from './sql.ts';

const MARK = `INSERT INTO dirty (key, version, lazy) VALUES (?, ?, ?)
  ON CONFLICT (key) DO UPDATE SET version = excluded.version, lazy = min(lazy, excluded.lazy)`;

/** Writes one batch's rows and dirty marks; the caller holds the transaction. `version` is the batch's position: no mark has the same twice. */
export function writeChanges(rows: SqliteRows, version: Position, { puts, removals, sums, dirty, dirtyVia }: BatchChanges): void {
  for (const [table, removed] of removals) {
    const statement = rows.prepare(sqlOf(rows.shape(table)).remove);
    for (const key of removed) statement.run(...key);
  }
  for (const [table, written] of puts) {
    const statement = rows.prepare(sqlOf(rows.shape(table)).upsert);
    const codec = rows.codec(table);
    for (const row of written) statement.run(codec.encode(row));
  }
  for (const [table, added] of sums) addSums(rows, table, added);
  if (dirty.length > 0) {
    const mark = rows.prepare(MARK);
    for (const { key, lazy } of dirty) mark.run(key, version, lazy ? 1 : 0);
  }
  for (const { table, where, key, values, also } of dirtyVia) {
    const mark = rows.prepare(dirtyViaSql(rows.shape(table), key, where, Object.keys(also)));
    for (const value of values) mark.run(version, value, ...Object.values(also));
  }
}

/** Adds differences; a row whose sums are zero is deleted. */
function addSums(rows: SqliteRows, table: string, added: readonly Row[]): void {
  const shape = rows.shape(table);
  const sql = sqlOf(shape);
  const add = rows.prepare(sql.add);
  const removeIfNought = rows.prepare(sql.removeIfNought);
  const codec = rows.codec(table);
  for (const row of added) {
    add.run(codec.encode(row));
    const fields = row as Record<string, number & string>;
    if (shape.numbers.some((name) => Number(fields[name]) < 0)) removeIfNought.run(...shape.keys.map((key) => fields[key]));
  }
}
