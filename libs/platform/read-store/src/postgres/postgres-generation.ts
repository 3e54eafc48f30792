import {
  START,
  type BatchChanges,
  type BuilderSeat,
  type CheckpointMove,
  type DocumentHead,
  type Mark,
  type Position,
  type Row,
  type RowReader,
  type SharedGeneration,
  type Snapshot,
  type StoredDocument,
} from '@stoa/kernel';
import type pg from 'pg';
import type { ReadModelSchema } from '../table-shape.ts';
import { writeChanges } from './batch-writer.ts';
import { indexDdl } from './ddl.ts';
import { GenerationFrozen } from './generation-errors.ts';
import { PostgresDocuments } from './postgres-documents.ts';
import { PostgresRows } from './postgres-rows.ts';
import { PostgresSeat } from './postgres-seat.ts';
import { withSnapshot } from './postgres-snapshot.ts';
import { PROGRESS } from './progress-channel.ts';
import { inTransaction } from './transaction.ts';

/** Two keys of an advisory lock: what it is for, and which generation. */
export const COMMITS = 7001;
/** The name of a freeze. */
export const FREEZE = 'extract(epoch FROM since)::text';

export interface GenerationOptions {
  /** Nobody reads it yet, and a lost batch is folded again: commits need not wait for the disk. */
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
    this.relaxed = building ? '; SET LOCAL synchronous_commit = off' : '';
  }

  keyColumns(table: string): readonly string[] {
    return this.rows.shape(table).keys;
  }

  sumColumns(table: string): readonly string[] {
    return this.rows.shape(table).numbers;
  }

  async checkpoint(partition: string): Promise<Position> {
    const sql = `SELECT position FROM ${this.at}.checkpoint WHERE partition = $1`;
    const { rows } = await this.rows.run<{ position: Position }>(sql, [partition]);
    return rows[0]?.position ?? START;
  }

  async checkpoints(): Promise<ReadonlyMap<string, Position>> {
    const sql = `SELECT partition, position FROM ${this.at}.checkpoint`;
    const { rows } = await this.rows.run<{ partition: string; position: Position }>(sql, []);
    return new Map(rows.map(({ partition, position }) => [partition, position]));
  }

  load(table: string, keys: readonly (readonly string[])[]): Promise<Row[]> {
    return this.rows.byKey(table, keys);
  }

  async loadGroups(table: string, groups: readonly string[]): Promise<Row[]> {
    const { group } = this.rows.shape(table);
    if (!group) throw new Error(`The table ${table} has no groups`);
    return this.rows.among(table, group, groups);
  }

  commit(partition: string, from: Position, to: Position, changes: BatchChanges): Promise<boolean> {
    return this.changing(changes.dirtyVia.length > 0, async (rows) => {
      const moved = await this.swap(rows, [{ partition, from, to }]);
      if (moved.size === 0) return false;
      // Two partitions may come to the same position: a mark that both set must not look like one.
      await writeChanges(rows, `${to}/${partition}`, changes);
      return true;
    });
  }

  advance(moves: readonly CheckpointMove[]): Promise<ReadonlySet<string>> {
    return this.changing(false, (rows) => this.swap(rows, moves));
  }

  among<R extends Row>(table: string, column: string, values: readonly string[]): Promise<R[]> {
    return this.rows.among(table, column, values);
  }

  first<R extends Row>(...query: Parameters<RowReader['first']>): Promise<R[]> {
    return this.rows.first<R>(...query);
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

  dirtyAll(keys: { table: string; column: string; always?: readonly string[] }): Promise<void> {
    return this.documents.markAll(this.rows.shape(keys.table).table, keys.column, keys.always ?? []);
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
      new PostgresDocuments(this.rows.over(client)).settle(settled, this.projection),
    );
  }

  async buildIndexes(): Promise<void> {
    await inTransaction(
      this.pool,
      `BEGIN; SET LOCAL search_path = ${this.at}; SET LOCAL statement_timeout = 0`,
      async (client) => {
        for (const statement of indexDdl(this.schema)) await client.query(statement);
      },
    );
  }

  async *dumpRows(table: string): AsyncIterable<string> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      yield* this.rows.over(client).dump(table);
    } finally {
      await client.query('COMMIT').then(
        () => client.release(),
        (error: Error) => client.release(error),
      );
    }
  }

  freeze(): Promise<string> {
    return this.changing(true, async (rows) => {
      await rows.run(`DELETE FROM ${this.at}.frozen`, []);
      const sql = `INSERT INTO ${this.at}.frozen DEFAULT VALUES RETURNING ${FREEZE} AS name`;
      return (await rows.run<{ name: string }>(sql, [])).rows[0]!.name;
    });
  }

  async unfreeze(freeze?: string): Promise<void> {
    const sql = `DELETE FROM ${this.at}.frozen WHERE $1::text IS NULL OR ${FREEZE} = $1`;
    await this.changing(true, (rows) => rows.run(sql, [freeze ?? null]));
  }

  takeSeat(): Promise<BuilderSeat | undefined> {
    return PostgresSeat.take(this.pool, this.rows, this.projection);
  }

  /** The pool is shared: nothing of this generation stays open. */
  async close(): Promise<void> {}

  /** One transaction that changes rows; `alone`: while no other one does. */
  private changing<A>(alone: boolean, work: (rows: PostgresRows) => Promise<A>): Promise<A> {
    const lock = alone ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
    return inTransaction(
      this.pool,
      `BEGIN${this.relaxed}; SELECT ${lock}(${COMMITS}, hashtext('${this.schemaName}'))`,
      async (client) => {
        const rows = this.rows.over(client);
        const result = await work(rows);
        await rows.run(`SELECT pg_notify('${PROGRESS}', $1)`, [this.projection]);
        return result;
      },
    );
  }

  /** The compare-and-set of checkpoints. The lock that is held lets no freeze come between. */
  private async swap(rows: PostgresRows, moves: readonly CheckpointMove[]): Promise<Set<string>> {
    const sorted = [...moves].sort((one, other) => (one.partition < other.partition ? -1 : 1));
    const begun = sorted.filter(({ from }) => from === START).map(({ partition }) => partition);
    if (begun.length > 0)
      await rows.run(`INSERT INTO ${this.at}.checkpoint SELECT unnest($1::text[]), '' ON CONFLICT DO NOTHING`, [begun]);
    const { rows: moved } = await rows.run<{ partition: string }>(
      `UPDATE ${this.at}.checkpoint c SET position = given.after
       FROM unnest($1::text[], $2::text[], $3::text[]) AS given(partition, before, after)
       WHERE c.partition = given.partition AND c.position = given.before AND NOT EXISTS (SELECT 1 FROM ${this.at}.frozen)
       RETURNING c.partition`,
      [sorted.map(({ partition }) => partition), sorted.map(({ from }) => from), sorted.map(({ to }) => to)],
    );
    if (moved.length === 0 && (await rows.run(`SELECT 1 FROM ${this.at}.frozen`, [])).rows.length > 0)
      throw new GenerationFrozen(this.schemaName);
    return new Set(moved.map(({ partition }) => partition));
  }
}
