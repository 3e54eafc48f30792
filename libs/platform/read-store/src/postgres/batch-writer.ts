import type { BatchChanges, Row } from '@stoa/kernel';
import { columnsOf, keyColumnsOf } from './columns.ts';
import type { PostgresRows } from './postgres-rows.ts';

/**
 * Writes one batch's rows and marks; the caller holds the transaction. Tables come in their declared order and rows in key order, marks
 * last: workers that touch the same rows take their locks in the same order. `version` is one that no other mark has.
 */
export async function writeChanges(rows: PostgresRows, version: string, changes: BatchChanges): Promise<void> {
  for (const [table, removed] of changes.removals)
    if (removed.length > 0) await rows.run(rows.sql(table).remove, keyColumnsOf(rows.shape(table), removed));
  for (const [table, written] of changes.puts)
    if (written.length > 0) await rows.run(rows.sql(table).upsert, columnsOf(rows.shape(table), written));
  for (const [table, added] of changes.sums) if (added.length > 0) await addSums(rows, table, added);
  await mark(rows, version, changes);
}

async function addSums(rows: PostgresRows, table: string, added: readonly Row[]): Promise<void> {
  const shape = rows.shape(table);
  await rows.run(rows.sql(table).add, columnsOf(shape, added));
  const lessened = added.filter((row) => shape.numbers.some((name) => (row as Record<string, number>)[name]! < 0));
  if (lessened.length === 0) return;
  const keys = lessened.map((row) => shape.keys.map((key) => (row as Record<string, string>)[key] as string));
  await rows.run(rows.sql(table).removeNought, keyColumnsOf(shape, keys));
}

async function mark(rows: PostgresRows, version: string, { dirty, dirtyVia }: BatchChanges): Promise<void> {
  const at = `"${rows.schemaName}"`;
  const again = `ON CONFLICT (key) DO UPDATE SET version = excluded.version, lazy = d.lazy AND excluded.lazy`;
  if (dirty.length > 0)
    await rows.run(
      `INSERT INTO ${at}.dirty AS d (key, version, lazy) SELECT key, $1, lazy FROM unnest($2::text[], $3::boolean[]) AS given(key, lazy) ${again}`,
      [version, dirty.map(({ key }) => key), dirty.map(({ lazy }) => lazy)],
    );
  for (const { table, where, key, values, also } of dirtyVia) {
    const others = Object.keys(also).map((name, index) => ` AND "${name}" = $${index + 3}`);
    await rows.run(
      `INSERT INTO ${at}.dirty AS d (key, version, lazy)
       SELECT DISTINCT "${key}", $1, false FROM ${at}."${rows.shape(table).table}" WHERE "${where}" = ANY($2::text[])${others.join('')}
       ORDER BY 1 ${again}`,
      [version, values, ...Object.values(also)],
    );
  }
}
