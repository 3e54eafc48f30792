import { Sqlite, type Database } from '@stoa/sqlite';

const TABLE = `
  CREATE TABLE IF NOT EXISTS event (
    position INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    occurred_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    data TEXT NOT NULL,
    meta TEXT NOT NULL,
    UNIQUE (stream, revision)
  ) STRICT`;

/** `synchronous` as SQLite returns it. better-sqlite3 is compiled with NORMAL for WAL files, which loses acknowledged commits on power loss. */
const FULL = 2;

/** Pages (of 4 KiB) after which the write-ahead log is copied into the file: each checkpoint costs two syncs besides the commit's one. */
const CHECKPOINT_PAGES = 4000;

/** Opens the log's file. A writer asserts that commits are on disk before they return. */
export function openEventFile(file: string, { readOnly }: { readOnly: boolean }): Database {
  const db = new Sqlite(file, { readonly: readOnly, timeout: 5000 });
  db.pragma('cache_size = -32768');
  if (readOnly) return db;
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  const settings = { mode: db.pragma('journal_mode', { simple: true }), synchronous: db.pragma('synchronous', { simple: true }) };
  if (settings.mode !== 'wal' || settings.synchronous !== FULL) {
    db.close();
    throw new Error(`The event store's file is not durable: journal_mode ${settings.mode}, synchronous ${settings.synchronous}`);
  }
  db.exec(TABLE);
  return db;
}
