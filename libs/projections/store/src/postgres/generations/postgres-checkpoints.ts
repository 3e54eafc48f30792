import { START, type CheckpointMove, type LogPlace, type Position } from '@stoa/kernel';
import { allOf } from '../connecting/transaction.ts';
import type { PostgresRows } from '../rows/postgres-rows.ts';
import { GenerationFrozen } from './generation-errors.ts';

/** The name of a freeze. */
export const FREEZE = 'extract(epoch FROM since)::text';

/** The checkpoint of each partition of a generation, and whether they are frozen. Moving or freezing them takes the lock on commits. */
export class PostgresCheckpoints {
  private readonly at: string;

  constructor(private readonly rows: PostgresRows) {
    this.at = `"${rows.schemaName}"`;
  }

  async all(): Promise<ReadonlyMap<string, Position>> {
    const sql = `SELECT partition, position FROM ${this.at}.checkpoint`;
    const { rows } = await this.rows.run<{ partition: string; position: Position }>(sql, []);
    return new Map(rows.map(({ partition, position }) => [partition, position]));
  }

  /** The same, each with its event where that is known. */
  async places(): Promise<ReadonlyMap<string, LogPlace>> {
    const sql = `SELECT partition, position, event FROM ${this.at}.checkpoint LEFT JOIN ${this.at}.checkpoint_event USING (partition, position)`;
    const { rows } = await this.rows.run<{ partition: string; position: Position; event: string | null }>(sql, []);
    return new Map(rows.map(({ partition, position, event }) => [partition, { position, eventId: event ?? undefined }]));
  }

  /** The compare-and-set of checkpoints; returns the partitions that moved. The lock excludes a concurrent freeze. */
  async move(moves: readonly CheckpointMove[]): Promise<Set<string>> {
    const sorted = [...moves].sort((one, other) => (one.partition < other.partition ? -1 : 1));
    const begun = sorted.filter(({ from }) => from === START).map(({ partition }) => partition);
    const begin = `INSERT INTO ${this.at}.checkpoint SELECT unnest($1::text[]), '' ON CONFLICT DO NOTHING`;
    const move = `WITH held AS (
         SELECT c.partition, given.after, given.event FROM ${this.at}.checkpoint c
         JOIN unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS given(partition, before, after, event)
           ON c.partition = given.partition AND c.position = given.before ORDER BY c.partition FOR UPDATE OF c),
       moved AS (
         UPDATE ${this.at}.checkpoint c SET position = held.after FROM held
         WHERE c.partition = held.partition AND NOT EXISTS (SELECT 1 FROM ${this.at}.frozen)
         RETURNING c.partition, c.position, held.event),
       named AS (
         INSERT INTO ${this.at}.checkpoint_event (partition, position, event)
         SELECT partition, position, event FROM moved WHERE event IS NOT NULL
         ON CONFLICT (partition) DO UPDATE SET position = excluded.position, event = excluded.event)
       SELECT partition FROM moved`;
    const values = [
      sorted.map(({ partition }) => partition),
      sorted.map(({ from }) => from),
      sorted.map(({ to }) => to),
      sorted.map(({ eventId }) => eventId ?? null),
    ];
    const [, { rows: moved }] = await allOf<[unknown, { rows: { partition: string }[] }]>([
      begun.length > 0 ? this.rows.run(begin, [begun]) : Promise.resolve(),
      this.rows.run<{ partition: string }>(move, values),
    ]);
    if (moved.length === 0 && (await this.rows.run(`SELECT 1 FROM ${this.at}.frozen`, [])).rows.length > 0)
      throw new GenerationFrozen(this.rows.schemaName);
    return new Set(moved.map(({ partition }) => partition));
  }

  /** Returns the name of the freeze. */
  async freeze(): Promise<string> {
    await this.rows.run(`DELETE FROM ${this.at}.frozen`, []);
    const sql = `INSERT INTO ${this.at}.frozen DEFAULT VALUES RETURNING ${FREEZE} AS name`;
    return (await this.rows.run<{ name: string }>(sql, [])).rows[0]!.name;
  }

  /** Ends the named freeze, or any if none is named. */
  async unfreeze(freeze?: string): Promise<void> {
    await this.rows.run(`DELETE FROM ${this.at}.frozen WHERE $1::text IS NULL OR ${FREEZE} = $1`, [freeze ?? null]);
  }
}
