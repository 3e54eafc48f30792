import { openDurable, type Database } from '@stoa/sqlite';
import { JournalPartition, recordTable } from './journal-partition.ts';

const TABLE = `
  CREATE TABLE IF NOT EXISTS partition (
    id INTEGER PRIMARY KEY,
    topic TEXT NOT NULL,
    number INTEGER NOT NULL,
    earliest INTEGER NOT NULL DEFAULT 0,
    next INTEGER NOT NULL DEFAULT 0,
    UNIQUE (topic, number)
  ) STRICT`;

type Row = [id: bigint, topic: string, earliest: bigint, next: bigint];

/** Opens the journal's file, or creates it. */
export function openJournalFile(file: string): Database {
  const db = openDurable(file, { shrinks: true });
  db.exec(TABLE);
  return db;
}

/** The partitions that the file has, by topic and in order. */
export function partitionsIn(db: Database): Map<string, JournalPartition[]> {
  const rows = db
    .prepare('SELECT id, topic, earliest, next FROM partition ORDER BY topic, number')
    .raw()
    .safeIntegers()
    .all() as Row[];
  const topics = new Map<string, JournalPartition[]>();
  for (const [id, topic, earliest, next] of rows)
    topics.set(topic, [...(topics.get(topic) ?? []), new JournalPartition(db, Number(id), { earliest, next })]);
  return topics;
}

/** Adds a topic to the file. */
export function createTopic(db: Database, topic: string, partitions: number): JournalPartition[] {
  const insert = db.prepare('INSERT INTO partition (topic, number) VALUES (?, ?)');
  const ids = db
    .transaction(() =>
      Array.from({ length: partitions }, (_, number) => {
        const id = Number(insert.run(topic, number).lastInsertRowid);
        db.exec(recordTable(id));
        return id;
      }),
    )
    .immediate();
  return ids.map((id) => new JournalPartition(db, id, { earliest: 0n, next: 0n }));
}
