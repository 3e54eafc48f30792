import { Sqlite, namingFile, type Database } from '@stoa/sqlite';
import type { EntityClass } from '../schema.ts';
import { sqliteDdl } from './sqlite-ddl.ts';

/** Memory that SQLite may use for pages of one handle. A writer of rows in key order comes back to pages, a reader of documents hardly does. */
const WRITER_CACHE_KIB = 64 * 1024;
const READER_CACHE_KIB = 8 * 1024;
const MAPPED_BYTES = 1024 ** 3;

/**
 * Opens a file of the read side. Read models can be thrown away, so commits are not forced to disk one by one (`NORMAL`):
 * rows and checkpoint are in the same file and are lost or kept together.
 */
export const openReadSide = (file: string, options: FileOptions = {}): Database => namingFile(file, () => open(file, options));

interface FileOptions {
  readonly readOnly?: boolean;
  readonly cacheKiB?: number;
  readonly mapped?: boolean;
}

function open(file: string, options: FileOptions): Database {
  const readOnly = options.readOnly ?? false;
  const db = new Sqlite(file, { readonly: readOnly, timeout: 5000 });
  db.pragma('schema_version'); // opening reads nothing yet
  if (!readOnly) {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
  }
  db.pragma(`cache_size = -${options.cacheKiB ?? (readOnly ? READER_CACHE_KIB : WRITER_CACHE_KIB)}`);
  db.pragma('temp_store = MEMORY');
  // Read without a system call per page; what is mapped is the system's to keep or to drop.
  if (options.mapped) db.pragma(`mmap_size = ${MAPPED_BYTES}`);
  return db;
}

/** Creates the tables of entities in a file that has none yet. Two processes may come at once: the second finds them there. */
export async function createOnce(db: Database, entities: readonly EntityClass[]): Promise<void> {
  const isThere = () => db.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' LIMIT 1`).get() !== undefined;
  if (isThere()) return;
  const { tables, indexes } = await sqliteDdl(entities);
  db.transaction(() => {
    if (isThere()) return;
    for (const statement of [...tables, ...indexes]) db.exec(statement);
  }).immediate();
}
