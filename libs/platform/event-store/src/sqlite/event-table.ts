import { namingFile, openDurable, Sqlite, type Database } from '@stoa/sqlite';
import { COLUMNS, ENVELOPE_COLUMNS } from './recorded-row.ts';

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
    checksum INTEGER,
    envelope_checksum INTEGER,
    UNIQUE (stream, revision)
  ) STRICT`;
const CHECKSUMS = ['checksum', 'envelope_checksum'];

/** `user_version` of a file in which every row has its checksums. */
const SEALED = 1;

/** Opens the log's file. A writer asserts that commits are on disk before they return. */
export function openEventFile(file: string, { readOnly }: { readOnly: boolean }): Database {
  const db = readOnly ? namingFile(file, () => openReadable(file)) : openDurable(file);
  db.pragma('cache_size = -32768');
  if (!readOnly) namingFile(file, () => createTable(db));
  return db;
}

/** Whether every row has its checksums; a file of a former release has none until `sealRows` has run. */
export const isSealed = (db: Database): boolean => (db.pragma('user_version', { simple: true }) as number) >= SEALED;

export const markSealed = (db: Database): void => void db.pragma(`user_version = ${SEALED}`);

/** Gives the table of a former release its columns for checksums. */
export function addChecksumColumns(db: Database): void {
  if (hasChecksums(db)) return;
  db.transaction(() => CHECKSUMS.forEach((column) => db.exec(`ALTER TABLE event ADD COLUMN ${column} INTEGER`)))();
}

/** The columns of a reader; those of checksums are null in a file that never had them and cannot be changed by this process. */
export function columnsIn(db: Database): { event: string; envelope: string } {
  const readable = (columns: string) => (hasChecksums(db) ? columns : columns.replace(/\w*checksum/, 'NULL'));
  return { event: readable(COLUMNS), envelope: readable(ENVELOPE_COLUMNS) };
}

const hasChecksums = (db: Database): boolean =>
  (db.pragma('table_info(event)') as { name: string }[]).some(({ name }) => name === CHECKSUMS[1]);

function createTable(db: Database): void {
  if (db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'event'`).get()) return;
  db.transaction(() => {
    db.exec(TABLE);
    markSealed(db);
  }).immediate();
}

function openReadable(file: string): Database {
  const db = new Sqlite(file, { readonly: true, timeout: 5000 });
  db.pragma('schema_version'); // opening reads nothing yet
  return db;
}
