import type { RebuildStatus, StartedRebuild } from '@stoa/contracts';
import { Refusal, type HeldLease, type PartitionId, type Position } from '@stoa/kernel';
import type pg from 'pg';

/** Rebuilds that were asked for; of each read model at most one runs. */
export class PostgresRebuildJobs {
  constructor(private readonly pool: pg.Pool) {}

  async request(projection: string, id: string): Promise<StartedRebuild> {
    const status = requested(projection, id);
    const { rowCount } = await this.pool.query(
      `INSERT INTO stoa.rebuild (id, projection, state, status) VALUES ($1, $2, 'running', $3) ON CONFLICT DO NOTHING`,
      [status.id, projection, JSON.stringify(status)],
    );
    if (rowCount === 1) return status;
    const known = await this.find(projection, id);
    if (!known) throw new Refusal('request-in-progress', `A rebuild of ${projection} is running.`);
    return { ...known, repeated: true };
  }

  async running(): Promise<RebuildStatus[]> {
    const { rows } = await this.pool.query<{ status: string }>(
      `SELECT status FROM stoa.rebuild WHERE state = 'running' ORDER BY requested_at`,
    );
    return rows.map(({ status }) => JSON.parse(status) as RebuildStatus);
  }

  /** Nothing is saved where another process has taken the lease since. */
  async save(status: RebuildStatus, { name, epoch }: Pick<HeldLease, 'name' | 'epoch'>): Promise<void> {
    await this.pool.query(
      `UPDATE stoa.rebuild SET state = $2, status = $3 WHERE id = $1 AND state = 'running'
         AND EXISTS (SELECT 1 FROM stoa.lease WHERE name = $4 AND epoch = $5)`,
      [status.id, status.state, JSON.stringify(status), name, epoch],
    );
  }

  async find(projection: string, id: string): Promise<RebuildStatus | undefined> {
    const sql = 'SELECT status FROM stoa.rebuild WHERE projection = $1 AND id::text = $2';
    const { rows } = await this.pool.query<{ status: string }>(sql, [projection, id]);
    return rows[0] && (JSON.parse(rows[0].status) as RebuildStatus);
  }
}

const requested = (projection: string, id: string): RebuildStatus => ({
  id,
  projection,
  generation: 0,
  state: 'running',
  phase: 'replay',
  events: 0,
  ofEvents: 0,
  documents: 0,
  ofDocuments: 0,
  rate: 0,
  etaSeconds: null,
  startedAt: new Date().toISOString(),
  finishedAt: null,
  error: null,
});

export interface PostgresTrouble {
  readonly projection: string;
  readonly generation: number;
  readonly partition: string;
  readonly reason: string;
}

/** Why read models stand still. */
export class PostgresTroubles {
  constructor(private readonly pool: pg.Pool) {}

  async report({ projection, generation, partition, reason }: PostgresTrouble): Promise<void> {
    await this.pool.query(
      `INSERT INTO stoa.trouble VALUES ($1, $2, $3, $4)
       ON CONFLICT (projection, generation, partition) DO UPDATE SET reason = excluded.reason`,
      [projection, generation, partition, reason.slice(0, 4096)],
    );
  }

  async clear({ projection, generation, partition }: Omit<PostgresTrouble, 'reason'>): Promise<void> {
    const sql = 'DELETE FROM stoa.trouble WHERE projection = $1 AND generation = $2 AND partition = $3';
    await this.pool.query(sql, [projection, generation, partition]);
  }

  async of(projection: string, generation: number): Promise<PostgresTrouble[]> {
    const sql =
      'SELECT projection, generation, partition, reason FROM stoa.trouble WHERE projection = $1 AND generation = $2 ORDER BY 3';
    return (await this.pool.query<PostgresTrouble>(sql, [projection, generation])).rows;
  }
}

/** Where consumers of partitions were. */
export class PostgresOffsetHints {
  constructor(private readonly pool: pg.Pool) {}

  async load({ topic, partition }: PartitionId): Promise<{ offset: bigint; position: Position } | undefined> {
    const sql = 'SELECT "offset", position FROM stoa.offset_hint WHERE topic = $1 AND partition = $2';
    const { rows } = await this.pool.query<{ offset: number; position: Position }>(sql, [topic, partition]);
    return rows[0] && { offset: BigInt(rows[0].offset), position: rows[0].position };
  }

  async save(hints: ReadonlyMap<PartitionId, { offset: bigint; position: Position }>): Promise<void> {
    const all = [...hints].sort(([one], [other]) => one.topic.localeCompare(other.topic) || one.partition - other.partition);
    await this.pool.query(
      `INSERT INTO stoa.offset_hint SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[])
       ON CONFLICT (topic, partition) DO UPDATE SET "offset" = excluded."offset", position = excluded.position`,
      [
        all.map(([{ topic }]) => topic),
        all.map(([{ partition }]) => partition),
        all.map(([, { offset }]) => offset),
        all.map(([, { position }]) => position),
      ],
    );
  }
}
