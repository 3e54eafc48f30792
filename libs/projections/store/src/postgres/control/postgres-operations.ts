import type { PartitionId, Position } from '@stoa/kernel';
import type pg from 'pg';

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
