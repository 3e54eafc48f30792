import { canonicalJson, type Row } from '@stoa/kernel';
import type { SqliteRows } from './sqlite-rows.ts';
import { sqlOf } from './sql.ts';

/** Documents are dumped by their tags, which are hashes of their bytes. */
const DOCUMENTS = 'SELECT key, etag, beside FROM document ORDER BY key';

/** A table's rows as canonical JSON in the order of their keys' UTF-8 bytes (SQLite's BINARY collation); `document` gives the documents. */
export async function* dumpRows(rows: SqliteRows, table: string): AsyncIterable<string> {
  if (table === 'document') {
    for (const row of rows.prepare(DOCUMENTS).iterate()) yield canonicalJson(row);
    return;
  }
  const codec = rows.codec(table);
  for (const row of rows.prepare(sqlOf(rows.shape(table)).inKeyOrder).iterate()) yield canonicalJson(codec.decode<Row>(row));
}
