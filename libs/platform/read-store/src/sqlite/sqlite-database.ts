import Sqlite, { type Database } from 'better-sqlite3';
import { ddlOf } from '../schema.ts';

/**
 * Opens a file of the read side. Read models can be thrown away, so commits are not forced to disk one by one (`NORMAL`):
 * rows and checkpoint are in the same file and are lost or kept together.
 */
export function openReadSide(file: string, options: { readOnly?: boolean } = {}): Database {
  const db = new Sqlite(file, { readonly: options.readOnly ?? false, timeout: 5000 });
  if (!options.readOnly) {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
  }
  db.pragma('cache_size = -65536');
  db.pragma('temp_store = MEMORY');
  return db;
}

/** Creates the tables of entities in a file that has none yet. Two processes may come at once: the second finds them there. */
export async function createOnce(db: Database, entities: Parameters<typeof ddlOf>[0]): Promise<void> {
  const { tables, indexes } = await ddlOf(entities);
  db.transaction(() => {
    if (db.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' LIMIT 1`).get()) return;
    for (const statement of [...tables, ...indexes]) db.exec(statement);
  }).immediate();
}
