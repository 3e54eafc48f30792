import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { HashedProjection, HtmlSource } from '@stoa/kernel';
import { renderMarkdown, rendererVersion } from '@stoa/markdown';
import { projections } from '@stoa/read-models';
import {
  PostgresGenerationRegistry,
  PostgresHtmlCache,
  PostgresLeases,
  PostgresOffsetHints,
  PostgresRebuildJobs,
  PostgresRelayLedger,
  PostgresSetAside,
  PostgresTroubles,
  ProgressListener,
  migrateControl,
  openPostgres,
  postgresHealth,
} from '@stoa/projections-store';
import { reasonOf, type Log } from '../operating/log.ts';

export interface DistributedReadSideOptions {
  readonly connectionString: string;
  /** The process, as operators know it. */
  readonly name: string;
  readonly poolSize?: number;
  readonly log: Log;
}

/** The read side of the distributed mode: what several processes share in Postgres. Nothing is asked of the database before `prepare`. */
export class DistributedReadSide {
  readonly projections: readonly HashedProjection[] = projections;
  readonly leases: PostgresLeases;
  readonly ledger: PostgresRelayLedger;
  readonly setAside: PostgresSetAside;
  readonly hints: PostgresOffsetHints;
  readonly troubles: PostgresTroubles;
  readonly jobs: PostgresRebuildJobs;
  readonly html: HtmlSource;
  /** Tells this process from all others, also from one of the same name before it. */
  readonly owner: string;
  private listener: ProgressListener | undefined;

  private constructor(
    private readonly pool: ReturnType<typeof openPostgres>,
    readonly registry: PostgresGenerationRegistry,
    private readonly options: DistributedReadSideOptions,
  ) {
    this.leases = new PostgresLeases(pool);
    this.ledger = new PostgresRelayLedger(pool);
    this.setAside = new PostgresSetAside(pool);
    this.hints = new PostgresOffsetHints(pool);
    this.troubles = new PostgresTroubles(pool);
    this.jobs = new PostgresRebuildJobs(pool);
    this.html = new PostgresHtmlCache(pool, { version: rendererVersion, render: renderMarkdown });
    this.owner = `${options.name}@${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`;
  }

  static async open(options: DistributedReadSideOptions): Promise<DistributedReadSide> {
    const { connectionString, name, poolSize, log } = options;
    const pool = openPostgres({
      connectionString,
      applicationName: `stoa ${name}`,
      ...(poolSize === undefined ? {} : { poolSize }),
      onTrouble: (error) => log.warn({ reason: reasonOf(error) }, 'a connection to Postgres broke'),
    });
    return new DistributedReadSide(pool, await PostgresGenerationRegistry.open(pool, projections), options);
  }

  /** Brings the control tables up to this code. */
  prepare(): Promise<void> {
    return migrateControl(this.pool, this.options.connectionString);
  }

  /** Hears of progress from now on. */
  get progress(): ProgressListener {
    return (this.listener ??= new ProgressListener(this.pool));
  }

  health(): Promise<string | null> {
    return postgresHealth(this.pool);
  }

  async close(): Promise<void> {
    this.listener?.stop();
    await this.pool.end();
  }
}
