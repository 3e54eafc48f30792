import {
  START,
  type Aggregate,
  type BatchChanges,
  type DocumentHead,
  type DocumentSetAside,
  type Documents,
  type Generation,
  type LogPlace,
  type Mark,
  type Position,
  type Row,
  type RowReader,
  type Snapshot,
  type StoredDocument,
} from '@stoa/kernel';
import type { Database } from '@stoa/sqlite';
import type { ReadModelSchema } from '../table-shape.ts';
import { writeChanges } from './batch-writer.ts';
import { SqliteCheckpoints } from './sqlite-checkpoints.ts';
import { SqliteDocuments } from './sqlite-documents.ts';
import { openReadSide } from './sqlite-database.ts';
import { dumpRows } from './sqlite-dump.ts';
import { SqliteRows } from './sqlite-rows.ts';
import { SqliteSnapshot } from './sqlite-snapshot.ts';
import { sqlOf } from './sql.ts';

/**
 * A generation in a SQLite file of its own. Writes are synchronous transactions on one handle, with no await between BEGIN and
 * COMMIT; queries and snapshots read over handles of their own.
 */
export class SqliteGeneration implements Generation {
  private readonly writer: Database;
  private readonly reader: Database;
  private readonly builder: Database;
  private readonly written: SqliteRows;
  private readonly queried: SqliteRows;
  private readonly snapshots: SqliteSnapshot;
  private readonly documents: SqliteDocuments;
  private readonly positions: SqliteCheckpoints;
  private writes = 0;
  private readonly commitBatch: (...batch: Parameters<Generation['commit']>) => boolean;

  private constructor(
    readonly projection: string,
    readonly number: number,
    private readonly schema: ReadModelSchema,
    file: string,
    readOnly: boolean,
  ) {
    this.writer = openReadSide(file, { readOnly });
    this.reader = openReadSide(file, { readOnly: true, mapped: true });
    this.builder = openReadSide(file, { readOnly: true });
    for (const db of [this.writer, this.reader, this.builder]) addLateTables(db, schema);
    this.written = new SqliteRows(this.writer, schema);
    this.queried = new SqliteRows(this.reader, schema);
    this.snapshots = new SqliteSnapshot(this.builder, schema);
    this.documents = new SqliteDocuments(this.writer, this.reader);
    this.positions = new SqliteCheckpoints(this.writer);
    const attempt = this.writer.transaction((...[partition, from, to, changes, eventId]: Parameters<Generation['commit']>) => {
      if (!this.positions.move(partition, from, to, eventId)) throw new WorkerAhead();
      writeChanges(this.written, to, changes);
    });
    this.commitBatch = (...batch) => {
      try {
        attempt.immediate(...batch);
        return true;
      } catch (error) {
        if (error instanceof WorkerAhead) return false;
        throw error;
      }
    };
  }

  static open(file: string, schema: ReadModelSchema, number: number, options: { readOnly?: boolean } = {}): SqliteGeneration {
    return new SqliteGeneration(schema.projection, number, schema, file, options.readOnly ?? false);
  }

  /** Creates the file with its tables, without secondary indexes. */
  static create(file: string, schema: ReadModelSchema): void {
    const db = openReadSide(file);
    db.transaction(() => schema.createTables.forEach((statement) => db.exec(statement)))();
    db.close();
  }

  get version(): number | undefined {
    return this.writer.readonly ? undefined : this.writes;
  }

  keyColumns(table: string): readonly string[] {
    return this.written.shape(table).keys;
  }

  sumColumns(table: string): readonly string[] {
    return this.written.shape(table).numbers;
  }

  async checkpoint(partition: string): Promise<Position> {
    return (await this.checkpoints()).get(partition) ?? START;
  }

  async checkpoints(): Promise<ReadonlyMap<string, Position>> {
    return new Map([...this.positions.places()].map(([partition, { position }]) => [partition, position]));
  }

  async places(): Promise<ReadonlyMap<string, LogPlace>> {
    return this.positions.places();
  }

  async load(table: string, keys: readonly (readonly string[])[]): Promise<Row[]> {
    const statement = this.written.prepare(sqlOf(this.written.shape(table)).byKey);
    const codec = this.written.codec(table);
    const rows: Row[] = [];
    for (const key of keys) {
      const row = statement.get(...key);
      if (row) rows.push(codec.decode(row));
    }
    return rows;
  }

  async loadGroups(table: string, groups: readonly string[]): Promise<Row[]> {
    const { group } = this.written.shape(table);
    if (!group) throw new Error(`The table ${table} has no groups`);
    return this.written.among(table, group, groups);
  }

  async commit(partition: string, from: Position, to: Position, changes: BatchChanges, eventId?: string): Promise<boolean> {
    const committed = this.commitBatch(partition, from, to, changes, eventId);
    this.writes++;
    return committed;
  }

  among<R extends Row>(table: string, column: string, values: readonly string[]): Promise<R[]> {
    return this.queried.among(table, column, values);
  }

  first<R extends Row>(...query: Parameters<RowReader['first']>): Promise<R[]> {
    return this.queried.first<R>(...query);
  }

  aggregate<R extends Row>(table: string, query: Aggregate<R>): Promise<R[]> {
    return this.queried.aggregate(table, query);
  }

  async dirty(limit: number, { lazy }: { lazy: boolean }): Promise<Mark[]> {
    return this.documents.marks(limit, lazy);
  }

  async dirtyCount(): Promise<number> {
    return this.documents.markCount();
  }

  async isDirty(key: string): Promise<boolean> {
    return this.documents.isMarked(key);
  }

  async dirtyAll(keys: Documents['keys']): Promise<void> {
    this.documents.markAll(this.written.shape(keys.table).table, keys.column, keys.always ?? []);
  }

  async documentsHash(): Promise<string | undefined> {
    return this.documents.builtBy();
  }

  async adoptDocuments(hash: string, keys: Documents['keys']): Promise<boolean> {
    return this.documents.adopt(hash, this.written.shape(keys.table).table, keys.column, keys.always ?? []);
  }

  async documentHead(key: string): Promise<DocumentHead | undefined> {
    return this.documents.head(key);
  }

  async document(key: string): Promise<StoredDocument | undefined> {
    return this.documents.whole(key);
  }

  snapshot<A>(read: (snapshot: Snapshot) => Promise<A>): Promise<A> {
    return this.snapshots.within(read);
  }

  async settle(settled: readonly { mark: Mark; document: StoredDocument | undefined }[]): Promise<void> {
    this.documents.settle(settled);
    this.writes++;
  }

  async setAside(documents: readonly { mark: Mark; reason: string }[]): Promise<void> {
    this.documents.setAside(documents);
    this.writes++;
  }

  async documentsSetAside(limit: number): Promise<DocumentSetAside[]> {
    return this.documents.thoseSetAside(limit);
  }

  async buildIndexes(): Promise<void> {
    const once = (statement: string) => statement.replace(/^CREATE (UNIQUE )?INDEX/, 'CREATE $1INDEX IF NOT EXISTS');
    this.writer.transaction(() => this.schema.createIndexes.forEach((statement) => this.writer.exec(once(statement))))();
  }

  dumpRows(table: string): AsyncIterable<string> {
    return dumpRows(this.queried, table);
  }

  async close(): Promise<void> {
    for (const handle of [this.builder, this.reader, this.writer]) handle.close();
  }
}

/** A generation from before does not have them all. Where nothing may be written they are there for this handle alone, and empty. */
function addLateTables(db: Database, { lateTables }: ReadModelSchema): void {
  for (const { name, create } of lateTables) {
    if (db.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(name)) continue;
    db.exec(
      db.readonly
        ? create.replace('CREATE TABLE', 'CREATE TEMP TABLE')
        : create.replace('CREATE TABLE', 'CREATE TABLE IF NOT EXISTS'),
    );
  }
}

/** The compare-and-set of the checkpoint found another position. */
class WorkerAhead extends Error {}
