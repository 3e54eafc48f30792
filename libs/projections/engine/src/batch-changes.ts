import type { BatchChanges, DirtyMark, DirtyVia, Projection, Row } from '@stoa/kernel';
import type { Batch } from './batch.ts';
import { keyParts } from './keyed-batch.ts';

/** What a folded batch writes, tables in their declared order and rows in key order. */
export function changesOf(projection: Projection, batch: Batch, { marks }: { marks: boolean }): BatchChanges {
  const puts = new Map<string, Row[]>();
  const removals = new Map<string, string[][]>();
  const sums = new Map<string, Row[]>();
  for (const [table, rows] of batch.keyed) {
    const places = [...rows.changed.keys()].sort();
    puts.set(
      table,
      places.flatMap((at) => rows.changed.get(at) ?? []),
    );
    removals.set(table, places.filter((at) => rows.changed.get(at) === undefined).map(keyParts));
  }
  for (const [table, rows] of batch.sums) sums.set(table, rows.differences());
  return { puts, removals, sums, ...(marks ? marksOf(projection, batch, sums) : { dirty: [], dirtyVia: [] }) };
}

function marksOf(
  { documents }: Projection,
  batch: Batch,
  sums: ReadonlyMap<string, Row[]>,
): { dirty: DirtyMark[]; dirtyVia: DirtyVia[] } {
  const lazyByKey = new Map<string, boolean>();
  const dirtyVia: DirtyVia[] = [];
  for (const dirtying of documents?.dirtiedBy ?? []) {
    const rows = sums.get(dirtying.from) ?? changedRows(batch, dirtying.from);
    if ('via' in dirtying) {
      const values = [...new Set(rows.map(dirtying.value))].sort();
      if (values.length > 0) dirtyVia.push({ also: {}, ...dirtying.via, values });
      continue;
    }
    const lazy = dirtying.lazily ?? false;
    for (const row of rows) for (const key of dirtying.keys(row)) lazyByKey.set(key, lazy && (lazyByKey.get(key) ?? true));
  }
  const dirty = [...lazyByKey.keys()].sort().map((key) => ({ key, lazy: lazyByKey.get(key) ?? false }));
  return { dirty, dirtyVia };
}

/** Changed rows as they are now; a removed one as it was. */
function changedRows(batch: Batch, table: string): Row[] {
  const rows = batch.keyed.get(table);
  if (!rows) return [];
  return [...rows.changed].flatMap(([at, row]) => row ?? rows.loaded.get(at) ?? []);
}
