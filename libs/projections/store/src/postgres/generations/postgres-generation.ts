import {
  START,
  type Aggregate,
  type BatchChanges,
  type BuilderSeat,
  type CheckpointMove,
  type DocumentHead,
  type DocumentSetAside,
  type Documents,
  type LogPlace,
  type Mark,
  type Position,
  type Row,
  type RowReader,
  type SharedGeneration,
  type Snapshot,
  type StoredDocument,
} from '@stoa/kernel';
import type pg from 'pg';
import type { ReadModelSchema } from '../../table-shape.ts';
import { writeChanges } from '../rows/batch-writer.ts';
import { ifNotExists } from './postgres-ddl.ts';
import { PostgresCheckpoints } from './postgres-checkpoints.ts';
import { PostgresDocuments } from '../documents/postgres-documents.ts';
import { LONG_MS, PostgresRows } from '../rows/postgres-rows.ts';
import { PostgresSeat } from '../documents/postgres-seat.ts';
import { dumpOfOneMoment, withSnapshot } from '../rows/postgres-snapshot.ts';
import type { Told } from '../progress/progress-channel.ts';
import { ProgressTeller } from '../progress/progress-teller.ts';
import { allOf, inTransaction } from '../connecting/transaction.ts';

/** Two keys of an advisory lock: what it is for, and which generation. */
export const COMMITS = 7001;
const RELAXED = '; SET LOCAL synchronous_commit = off';
/** The locks of a machine that vanishes must time out: others wait for them. */
const ANSWERING = "; SET LOCAL idle_in_transaction_session_timeout = '10s'";
const UNHURRIED = `; SET LOCAL statement_timeout = ${LONG_MS}`;

export interface GenerationOptions {
  /** It is not read yet, and a lost batch is folded again: commits need not wait for the disk. */
  readonly building?: boolean;
}

/**
 * A generation in a Postgres schema of its own, written by several processes at once. Each commit is one transaction that begins with the
 * compare-and-set of its partition's checkpoint. A batch whose marks depend on rows of other partitions is alone while it commits.
 */
export class PostgresGeneration implements SharedGeneration {
  readonly version = undefined;
  private readonly rows: PostgresRows;
  private readonly documents: PostgresDocuments;
  private readonly at: string;
  private readonly relaxed: string;
  /** While it is built no query waits for it. */
  private readonly teller: ProgressTeller | undefined;

  constructor(
    private readonly pool: pg.Pool,
    readonly projection: string,
    readonly number: number,
    private readonly schemaName: string,
    private readonly schema: ReadModelSchema,
    { building = false }: GenerationOptions = {},
  ) {
    this.at = `"${schemaName}"`;
    this.rows = new PostgresRows(pool, schemaName, schema);
    this.documents = new PostgresDocuments(this.rows);
    this.teller = building ? undefined : ProgressTeller.of(pool);
    this.relaxed = building ? RELAXED : '';
  }

  keyColumns(table: string): readonly string[] {
    return this.rows.shape(table).keys;
  }

  sumColumns(table: string): readonly string[] {
    return this.rows.shape(table).numbers;
  }

  async checkpoint(partition: string): Promise<Position> {
    return (await this.checkpoints()).get(partition) ?? START;
  }

  checkpoints(): Promise<ReadonlyMap<string, Position>> {
    return new PostgresCheckpoints(this.rows).all();
  }

  places(): Promise<ReadonlyMap<string, LogPlace>> {
    return new PostgresCheckpoints(this.rows).places();
  }

  load(table: string, keys: readonly (readonly string[])[]): Promise<Row[]> {
    return this.rows.byKey(table, keys);
  }

  async loadGroups(table: string, groups: readonly string[]): Promise<Row[]> {
    const { group } = this.rows.shape(table);
    if (!group) throw new Error(`The table ${table} has no groups`);
    return this.rows.among(table, group, groups);
  }

  commit(partition: string, from: Position, to: Position, changes: BatchChanges, eventId?: string): Promise<boolean> {
    return this.changing(changes.dirtyVia.length > 0, async (rows) => {
      // All statements are pipelined. A failed compare-and-set rolls back what was written after it.
      const [moved] = await allOf<[Set<string>, void]>([
        new PostgresCheckpoints(rows).move([{ partition, from, to, eventId }]),
        writeChanges(rows, changes),
      ]);
      if (moved.size === 0) throw new WorkerAhead();
    }).then(
      () => true,
      (error: unknown) => {
        if (error instanceof WorkerAhead) return false;
        throw error;
      },
    );
  }

  advance(moves: readonly CheckpointMove[]): Promise<ReadonlySet<string>> {
    return this.changing(false, (rows) => new PostgresCheckpoints(rows).move(moves), 'advanced');
  }

  among<R extends Row>(table: string, column: string, values: readonly string[]): Promise<R[]> {
    return this.rows.among(table, column, values);
  }

  first<R extends Row>(...query: Parameters<RowReader['first']>): Promise<R[]> {
    return this.rows.first<R>(...query);
  }

  aggregate<R extends Row>(table: string, query: Aggregate<R>): Promise<R[]> {
    return this.rows.aggregate(table, query);
  }

  dirty(limit: number, { lazy }: { lazy: boolean }): Promise<Mark[]> {
    return this.documents.marks(limit, lazy);
  }

  dirtyCount(): Promise<number> {
    return this.documents.markCount();
  }

  isDirty(key: string): Promise<boolean> {
    return this.documents.isMarked(key);
  }

  dirtyAmong(keys: readonly string[]): Promise<Set<string>> {
    return this.documents.markedAmong(keys);
  }

  dirtyAll({ table, column, always }: Documents['keys']): Promise<void> {
    this.rows.column(table, column);
    return inTransaction(this.pool, `BEGIN${UNHURRIED}`, (client) =>
      new PostgresDocuments(this.rows.over(client)).markAll(this.rows.shape(table).table, column, always ?? []),
    );
  }

  documentsHash(): Promise<string | undefined> {
    return this.documents.builtBy();
  }

  adoptDocuments(hash: string, keys: Documents['keys']): Promise<boolean> {
    return inTransaction(this.pool, `BEGIN${UNHURRIED}`, (client) =>
      new PostgresDocuments(this.rows.over(client)).adopt(hash, keys),
    );
  }

  documentHead(key: string): Promise<DocumentHead | undefined> {
    return this.documents.head(key);
  }

  document(key: string): Promise<StoredDocument | undefined> {
    return this.documents.whole(key);
  }

  async snapshot<A>(read: (snapshot: Snapshot) => Promise<A>): Promise<A> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      return await withSnapshot(this.rows.over(client), read);
    } catch (error) {
      broken = error as Error;
      throw error;
    } finally {
      client.release(broken);
    }
  }

  settle(settled: readonly { mark: Mark; document: StoredDocument | undefined }[]): Promise<void> {
    return inTransaction(this.pool, `BEGIN${this.relaxed}`, (client) =>
      new PostgresDocuments(this.rows.over(client)).settle(settled),
    ).then(() => this.tell('advanced'));
  }

  setAside(documents: readonly { mark: Mark; reason: string }[]): Promise<void> {
    return inTransaction(this.pool, 'BEGIN', (client) => new PostgresDocuments(this.rows.over(client)).setAside(documents));
  }

  documentsSetAside(limit: number): Promise<DocumentSetAside[]> {
    return this.documents.thoseSetAside(limit);
  }

  async buildIndexes(): Promise<void> {
    await inTransaction(this.pool, `BEGIN; SET LOCAL search_path = ${this.at}${UNHURRIED}`, async (client) => {
      const rows = this.rows.over(client);
      for (const statement of this.schema.createIndexes) await rows.once(ifNotExists(statement), LONG_MS);
      // The planner has no statistics yet of tables that were just filled.
      for (const { table } of this.schema.tables.values()) await rows.once(`ANALYZE "${table}"`, LONG_MS);
    });
  }

  dumpRows(table: string): AsyncIterable<string> {
    return dumpOfOneMoment(this.pool, this.rows, table);
  }

  freeze(): Promise<string> {
    return this.changing(true, (rows) => new PostgresCheckpoints(rows).freeze());
  }

  unfreeze(freeze?: string): Promise<void> {
    return this.changing(true, (rows) => new PostgresCheckpoints(rows).unfreeze(freeze));
  }

  takeSeat(): Promise<BuilderSeat | undefined> {
    return PostgresSeat.take(this.pool, this.rows, () => this.tell('advanced'));
  }

  /** The pool is shared: nothing of this generation stays open. */
  async close(): Promise<void> {
    await this.teller?.settled();
  }

  /** One transaction that changes rows or checkpoints, and what is told of it; `alone`: while no other one does. */
  private async changing<A>(alone: boolean, work: (rows: PostgresRows) => Promise<A>, told: Told = 'changed'): Promise<A> {
    // Where only checkpoints move, a crash of the server takes back what comes again with the next watermark: no wait for the disk.
    const relaxed = told === 'advanced' ? RELAXED : this.relaxed;
    const lock = alone ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
    const begin = `BEGIN${relaxed}${ANSWERING}; SELECT ${lock}(${COMMITS}, hashtext('${this.schemaName}'))`;
    const result = await inTransaction(this.pool, begin, (client) => work(this.rows.over(client)));
    this.tell(told);
    return result;
  }

  private tell(told: Told): void {
    this.teller?.tell(told, this.projection);
  }
}

/** The compare-and-set of the checkpoint found another position: the transaction is rolled back. */
class WorkerAhead extends Error {}
