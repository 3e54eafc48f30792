import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { openPostgres, postgresHealth, type PostgresOptions } from '../connecting/pool.ts';
import { migrateControl } from './migrate.ts';
import { postgresLimiter, type LimiterOptions } from './postgres-limiter.ts';
import { PostgresLeases } from './postgres-leases.ts';
import { PostgresRebuildJobs, PostgresVerifications } from './postgres-jobs.ts';
import { PostgresOffsetHints, PostgresTroubles } from './postgres-operations.ts';
import { PostgresRelayLedger } from './postgres-relay-ledger.ts';
import { PostgresSalts } from './postgres-salts.ts';
import { PostgresSetAside } from './postgres-set-aside.ts';

/**
 * What processes share in Postgres beside the generations: leases, the relay's ledger, and what operators see. It knows no read model. No query is sent before
 * `prepare`.
 */
export class PostgresControl {
  readonly leases: PostgresLeases;
  readonly ledger: PostgresRelayLedger;
  readonly setAside: PostgresSetAside;
  readonly hints: PostgresOffsetHints;
  readonly troubles: PostgresTroubles;
  readonly jobs: PostgresRebuildJobs;
  readonly verifications: PostgresVerifications;
  readonly salts: PostgresSalts;
  readonly pool: ReturnType<typeof openPostgres>;

  constructor(private readonly options: PostgresOptions) {
    const pool = openPostgres(options);
    this.pool = pool;
    this.leases = new PostgresLeases(pool);
    this.ledger = new PostgresRelayLedger(pool);
    this.setAside = new PostgresSetAside(pool);
    this.hints = new PostgresOffsetHints(pool);
    this.troubles = new PostgresTroubles(pool);
    this.jobs = new PostgresRebuildJobs(pool);
    this.verifications = new PostgresVerifications(pool);
    this.salts = new PostgresSalts(pool);
  }

  limiter(options: LimiterOptions): RateLimiterAbstract {
    return postgresLimiter(this.pool, options);
  }

  /** Migrates the control tables. */
  prepare(): Promise<void> {
    return migrateControl(this.pool, this.options.connectionString);
  }

  /** Null, or a sentence that says why the database cannot be used. */
  health(): Promise<string | null> {
    return postgresHealth(this.pool);
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
