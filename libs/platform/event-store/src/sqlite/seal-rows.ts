import type { Database } from '@stoa/sqlite';
import { checksumOf, envelopeChecksumOf } from './checksums.ts';
import { addChecksumColumns, isSealed, markSealed, openEventFile } from './event-table.ts';
import { COLUMNS, ENVELOPE_COLUMNS, halvesOf, type WholeRow } from './recorded-row.ts';

/** Rows of one transaction. */
const BATCH = 2000;

export interface Sealed {
  /** Rows that have been looked at. */
  readonly done: number;
  readonly of: number;
}

/**
 * Gives the rows of a former release their checksums, a batch at each step; ended at any point and called again it goes on. They are
 * summed as they are found: what had decayed before is not noticed, unless it is no JSON any more. Such a row gets no checksum, and is
 * damaged from then on.
 */
export function* sealRows(db: Database): Generator<Sealed, void> {
  if (isSealed(db)) return;
  addChecksumColumns(db);
  const of = db.prepare('SELECT coalesce(max(position), 0) FROM event').pluck().get() as number;
  const unsealed = db
    .prepare(
      `SELECT ${COLUMNS}, ${ENVELOPE_COLUMNS} FROM event WHERE position > ? AND (checksum IS NULL OR envelope_checksum IS NULL) ORDER BY position LIMIT ${BATCH}`,
    )
    .raw();
  const seal = db.prepare('UPDATE event SET checksum = ?, envelope_checksum = ? WHERE position = ?');
  const sealBatch = db.transaction((rows: readonly WholeRow[]) => {
    for (const row of rows) {
      const [[position, stream, revision, type, occurredAt, data], [id, recordedAt, meta]] = halvesOf(row);
      const sum = isJson(data) ? checksumOf([position, stream, revision, type, occurredAt, data]) : null;
      seal.run(sum, isJson(meta) ? envelopeChecksumOf(position, [id, recordedAt, meta]) : null, position);
    }
  });
  for (let done = 0; ;) {
    const rows = unsealed.all(done) as WholeRow[];
    if (rows.length === 0) break;
    sealBatch.immediate(rows);
    done = rows.at(-1)![0];
    yield { done, of };
  }
  markSealed(db);
}

/** The same of a file, without holding up the thread for longer than a batch. */
export async function sealEventFile(file: string, onProgress: (sealed: Sealed) => void): Promise<void> {
  const db = openEventFile(file, { readOnly: false });
  try {
    for (const sealed of sealRows(db)) {
      onProgress(sealed);
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  } finally {
    db.close();
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
