import { namingFile, openDurable, Sqlite, type Database } from '@stoa/sqlite';

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

/** Opens the log's file. A writer asserts that commits are on disk before they return. */
export function openEventFile(file: string, { readOnly }: { readOnly: boolean }): Database {
  const db = readOnly ? namingFile(file, () => openReadable(file)) : openDurable(file);
  db.pragma('cache_size = -32768');
  if (!readOnly) db.exec(TABLE);
  return db;
}

function openReadable(file: string): Database {
  const db = new Sqlite(file, { readonly: true, timeout: 5000 });
  db.pragma('schema_version'); // opening reads nothing yet
  return db;
}
