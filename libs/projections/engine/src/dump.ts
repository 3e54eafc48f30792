import { createHash } from 'node:crypto';
import type { Generation, Projection } from '@stoa/kernel';
import { breath } from './breath.ts';

export interface TableDigest {
  readonly table: string;
  readonly rows: number;
  /** SHA-256 over the table's lines, in hexadecimal. */
  readonly sha256: string;
}

const DOCUMENTS = 'document';

/** The tables of a dump, in the order of their names, documents last. */
export const dumpedTables = (projection: Projection): string[] => [
  ...Object.keys(projection.tables).sort(),
  ...(projection.documents ? [DOCUMENTS] : []),
];

/** The canonical dump as NDJSON lines `{"row":…,"table":…}`, by table and key; each table ends with a line that gives its digest. */
export async function* dump(projection: Projection, generation: Pick<Generation, 'dumpRows'>): AsyncIterable<string> {
  for (const table of dumpedTables(projection)) {
    const digest = createHash('sha256');
    let rows = 0;
    for await (const row of generation.dumpRows(table)) {
      const line = `{"row":${row},"table":${JSON.stringify(table)}}`;
      digest.update(line).update('\n');
      rows++;
      yield line;
    }
    yield JSON.stringify({ rows, sha256: digest.digest('hex'), table });
  }
}

export interface DigestOptions {
  /** Keys of documents that are left out. */
  readonly without?: ReadonlySet<string>;
  readonly signal?: AbortSignal | undefined;
  /** Called now and then with how many rows have been read. */
  readonly onRows?: (rows: number) => void;
}

/** Rows between two calls of `onRows`; those of SQLite come without a pause. */
const STRETCH = 2000;

/** The digests alone, for comparing two generations. */
export async function digests(
  projection: Projection,
  generation: Pick<Generation, 'dumpRows'>,
  { without = new Set(), signal, onRows }: DigestOptions = {},
): Promise<TableDigest[]> {
  let rows = 0;
  const counted = {
    async *dumpRows(table: string) {
      for await (const row of generation.dumpRows(table)) {
        if (++rows % STRETCH === 0) {
          signal?.throwIfAborted();
          onRows?.(rows);
          await breath();
        }
        if (table !== DOCUMENTS || !without.has((JSON.parse(row) as { key: string }).key)) yield row;
      }
    },
  };
  const found: TableDigest[] = [];
  for await (const line of dump(projection, counted)) if (line.startsWith('{"rows"')) found.push(JSON.parse(line) as TableDigest);
  signal?.throwIfAborted();
  onRows?.(rows);
  return found;
}
