import type { BatchChanges, Row } from '@stoa/kernel';
import { columnsOf, keyColumnsOf } from './columns.ts';
import type { PostgresRows } from './postgres-rows.ts';
import { allOf } from '../connecting/transaction.ts';

/**
 * Sends one batch's rows and marks; the caller holds the transaction. Tables come in their declared order, sums and marks in the order of
 * their keys' bytes: workers that touch the same rows take their locks in the same order.
 */
export async function writeChanges(rows: PostgresRows, changes: BatchChanges): Promise<void> {
  const sent: Promise<unknown>[] = [];
  for (const [table, removed] of changes.removals)
    if (removed.length > 0) sent.push(rows.run(rows.sql(table).remove, keyColumnsOf(rows.shape(table), removed)));
  for (const [table, written] of changes.puts)
    if (written.length > 0) sent.push(rows.run(rows.sql(table).upsert, columnsOf(rows.shape(table), written)));
  for (const [table, added] of changes.sums) if (added.length > 0) sent.push(addSums(rows, table, added));
  sent.push(mark(rows, changes));
  await allOf(sent);
}

/** A row whose sums are zero is still locked by this transaction: no other adds to it before it is deleted, and a waiting one inserts it again. */
async function addSums(rows: PostgresRows, table: string, added: readonly Row[]): Promise<void> {
  const shape = rows.shape(table);
  const { rows: zeros } = await rows.run<Record<string, string>>(rows.sql(table).add, columnsOf(shape, added));
  if (zeros.length === 0) return;
  const keys = zeros.map((row) => shape.keys.map((key) => row[key] as string));
  await rows.run(rows.sql(table).remove, keyColumnsOf(shape, keys));
}

/** All marks in one statement, in key order. */
async function mark(rows: PostgresRows, { dirty, dirtyVia }: BatchChanges): Promise<void> {
  const parts: string[] = [];
  const values: unknown[] = [];
  if (dirty.length > 0) {
    parts.push('SELECT key, lazy FROM unnest($1::text[], $2::boolean[]) AS given(key, lazy)');
    values.push(
      dirty.map(({ key }) => key),
      dirty.map(({ lazy }) => lazy),
    );
  }
  for (const { table, where, key, values: wanted, also } of dirtyVia) {
    for (const name of [where, key, ...Object.keys(also)]) rows.column(table, name);
    const others = Object.keys(also).map((name, index) => ` AND "${name}" = $${values.length + 2 + index}`);
    parts.push(
      `SELECT "${key}", false FROM "${rows.schemaName}"."${rows.shape(table).table}" WHERE "${where}" = ANY($${values.length + 1}::text[])${others.join('')}`,
    );
    values.push(wanted, ...Object.values(also));
  }
  if (parts.length > 0) await rows.run(markSql(rows.schemaName, parts.join(' UNION ALL ')), values);
}

/** Marks the keys that a query gives, as `(key, lazy)`. A mark's version is its transaction's, so none has the same twice. */
export const markSql = (schema: string, keys: string): string =>
  `INSERT INTO "${schema}".dirty AS d (key, version, lazy)
   SELECT key, pg_current_xact_id()::text, bool_and(lazy) FROM (${keys}) AS marked(key, lazy) GROUP BY key ORDER BY key COLLATE "C"
   ON CONFLICT (key) DO UPDATE SET version = excluded.version, lazy = d.lazy AND excluded.lazy`;
