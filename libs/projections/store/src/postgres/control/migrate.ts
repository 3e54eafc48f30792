import { Refusal } from '@stoa/kernel';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { ControlTables1795000000000 } from './control-tables.ts';
import { RateLimitTable1797000000000 } from './rate-limit-table.ts';
import { RelayHistoryColumns1798100000000 } from './relay-history-columns.ts';
import { SaltTable1796000000000 } from './salt-table.ts';
import { VerificationTable1798300000000 } from './verification-table.ts';

const MIGRATIONS = [
  ControlTables1795000000000,
  SaltTable1796000000000,
  RateLimitTable1797000000000,
  RelayHistoryColumns1798100000000,
  VerificationTable1798300000000,
];
const NEWEST = Math.max(...MIGRATIONS.map(({ name }) => Number(/\d{13}$/.exec(name)?.[0])));
/** Processes that start together take turns. */
const TURN = 7003;

/** Migrates the control tables. Throws dependency-unavailable, with nothing changed, where newer code has migrated them. */
export async function migrateControl(pool: pg.Pool, connectionString: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`SELECT pg_advisory_lock(${TURN}, 0)`);
    await refuseNewer(client);
    await refuseOtherThanUtf8(client);
    await client.query('CREATE SCHEMA IF NOT EXISTS stoa');
    const source = new DataSource({ type: 'postgres', url: connectionString, schema: 'stoa', migrations: MIGRATIONS });
    await source.initialize();
    try {
      await source.runMigrations({ transaction: 'all' });
    } finally {
      await source.destroy();
    }
  } finally {
    // The connection's end is the lock's end.
    client.release(true);
  }
}

async function refuseOtherThanUtf8(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ encoding: string }>(`SELECT current_setting('server_encoding') AS encoding`);
  if (rows[0]?.encoding !== 'UTF8')
    throw new Refusal('dependency-unavailable', `The read store's database is encoded in ${rows[0]?.encoding}; it must be UTF8.`);
}

async function refuseNewer(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ known: string | null }>(`SELECT to_regclass('stoa.migrations')::text AS known`);
  if (!rows[0]?.known) return;
  const { rows: found } = await client.query<{ newest: number | null }>('SELECT max(timestamp) AS newest FROM stoa.migrations');
  if ((found[0]?.newest ?? 0) > NEWEST)
    throw new Refusal(
      'dependency-unavailable',
      `The read store is of a newer version (${found[0]?.newest}) than this program knows (${NEWEST}); start the newer program.`,
    );
}
