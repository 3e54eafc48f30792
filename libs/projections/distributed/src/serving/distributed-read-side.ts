import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { DEFAULT_RANKING, type RankingFormula } from '@stoa/contracts';
import type { HashedProjection, HtmlSource } from '@stoa/kernel';
import { renderOffThread, rendererVersion } from '@stoa/markdown';
import { projections, projectionsRankedBy } from '@stoa/read-models/projections';
import { PostgresControl, PostgresGenerationRegistry, PostgresHtmlCache, ProgressListener } from '@stoa/projections-store';
import { reasonOf, type Log } from '../operating/log.ts';

export interface DistributedReadSideOptions {
  readonly connectionString: string;
  /** The process's name for operators. */
  readonly name: string;
  readonly poolSize?: number;
  /** What ranks the answers of pages, for a process that builds documents; default `best.v1`. */
  readonly ranking?: RankingFormula;
  readonly log: Log;
}

/** The read side of the distributed mode: what several processes share in Postgres. No query is sent before `prepare`. */
export class DistributedReadSide {
  readonly projections: readonly HashedProjection[];
  readonly leases = this.control.leases;
  readonly ledger = this.control.ledger;
  readonly setAside = this.control.setAside;
  readonly hints = this.control.hints;
  readonly salts = this.control.salts;
  readonly troubles = this.control.troubles;
  readonly jobs = this.control.jobs;
  readonly verifications = this.control.verifications;
  readonly html: HtmlSource;
  /** A unique id of this process, also among processes of the same name before it. */
  readonly owner: string;
  private listener: ProgressListener | undefined;

  private constructor(
    private readonly control: PostgresControl,
    readonly registry: PostgresGenerationRegistry,
    { name, ranking = DEFAULT_RANKING }: DistributedReadSideOptions,
  ) {
    this.projections = projectionsRankedBy(ranking);
    this.html = new PostgresHtmlCache(control.pool, { version: rendererVersion, render: renderOffThread });
    this.owner = `${name}@${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`;
  }

  static async open(options: DistributedReadSideOptions): Promise<DistributedReadSide> {
    const { connectionString, name, poolSize, log } = options;
    const control = new PostgresControl({
      connectionString,
      applicationName: `stoa ${name}`,
      ...(poolSize === undefined ? {} : { poolSize }),
      onTrouble: (error) => log.warn({ reason: reasonOf(error) }, 'lost a Postgres connection'),
    });
    return new DistributedReadSide(control, await PostgresGenerationRegistry.open(control.pool, projections), options);
  }

  /** A limiter whose counts all processes share. */
  limiter(options: Parameters<PostgresControl['limiter']>[0]): ReturnType<PostgresControl['limiter']> {
    return this.control.limiter(options);
  }

  /** Migrates the control tables. */
  prepare(): Promise<void> {
    return this.control.prepare();
  }

  /** Starts listening for progress. */
  get progress(): ProgressListener {
    return (this.listener ??= new ProgressListener(this.control.pool));
  }

  health(): Promise<string | null> {
    return this.control.health();
  }

  async close(): Promise<void> {
    this.listener?.stop();
    await this.control.close();
  }
}
