import type { Leases } from '@stoa/kernel';
import type pg from 'pg';

/** Leases that end by the database's clock: one that jumps on a machine of ours ends none early and lets none last. */
export class PostgresLeases implements Leases {
  constructor(private readonly pool: pg.Pool) {}

  async acquire(name: string, owner: string, ttlMs: number): Promise<{ epoch: number } | undefined> {
    const { rows } = await this.pool.query<{ epoch: number }>(
      `INSERT INTO stoa.lease AS l (name, owner, epoch, expires_at)
       VALUES ($1, $2, 1, clock_timestamp() + $3 * interval '1 millisecond')
       ON CONFLICT (name) DO UPDATE SET
         owner = excluded.owner, expires_at = excluded.expires_at,
         epoch = CASE WHEN l.owner = excluded.owner AND l.expires_at > clock_timestamp() THEN l.epoch ELSE l.epoch + 1 END
       WHERE l.owner = excluded.owner OR l.expires_at <= clock_timestamp()
       RETURNING epoch`,
      [name, owner, ttlMs],
    );
    return rows[0];
  }

  async release(name: string, owner: string): Promise<void> {
    await this.pool.query('UPDATE stoa.lease SET expires_at = clock_timestamp() WHERE name = $1 AND owner = $2', [name, owner]);
  }
}
