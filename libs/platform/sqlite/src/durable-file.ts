import type { Database } from 'better-sqlite3';
import { namingFile } from './naming-file.ts';
import { Sqlite } from './sqlite.ts';

/** `synchronous` as SQLite returns it. better-sqlite3 is compiled with NORMAL for WAL files, which loses acknowledged commits on power loss. */
const FULL = 2;

/** Pages (of 4 KiB) after which the write-ahead log is copied into the file: each checkpoint costs two syncs besides the commit's one. */
const CHECKPOINT_PAGES = 4000;

/**
 * Opens a file for writing, and asserts that commits are on disk before they return: they survive the loss of power as far as the disk keeps
 * what it has synced. `shrinks`: a new file is laid out so that `incremental_vacuum` can give free pages back.
 */
export const openDurable = (file: string, { shrinks = false }: { shrinks?: boolean } = {}): Database =>
  namingFile(file, () => open(file, shrinks));

function open(file: string, shrinks: boolean): Database {
  const db = new Sqlite(file, { timeout: 5000 });
  // Before the first page is written, which the change to WAL does.
  if (shrinks) db.pragma('auto_vacuum = INCREMENTAL');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  const settings = { mode: db.pragma('journal_mode', { simple: true }), synchronous: db.pragma('synchronous', { simple: true }) };
  if (settings.mode === 'wal' && settings.synchronous === FULL) return db;
  db.close();
  throw new Error(`it is not durable: journal_mode ${settings.mode}, synchronous ${settings.synchronous}`);
}
