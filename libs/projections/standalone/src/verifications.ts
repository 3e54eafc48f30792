import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RankingFormula, StartedVerification, VerificationStatus } from '@stoa/contracts';
import type { DataFolder } from '@stoa/data-folder';
import { ProjectionBehind, Refusal } from '@stoa/kernel';
import { VerificationJob, otherHistoryOf, type VerificationProgress } from '@stoa/projections-engine';
import type { ReadSide } from './read-side.ts';
import { projectionNamed } from './rebuild.ts';
import type { Log } from './standalone-read-models.ts';
import { onThread } from './thread.ts';
import { ofOtherCode, type Verification } from './verify.ts';

export interface VerifyRequest {
  readonly files: DataFolder['files'];
  readonly projection: string;
  readonly ranking: RankingFormula;
  /** An empty folder. */
  readonly scratch: string;
}

interface Running {
  readonly job: VerificationJob;
  readonly ending: AbortController;
  done: Promise<void>;
}

/**
 * The verifications of this process, each on a thread beside what serves, and of each read model one at a time. What they fold lies in a folder of its own,
 * which is removed at the end; what a killed process leaves there, the next one removes when it opens the data folder.
 */
export class Verifications {
  /** By id; only an operator starts one. */
  private readonly all = new Map<string, Running>();
  private stopped = false;

  constructor(
    private readonly side: ReadSide,
    private readonly files: DataFolder['files'],
    private readonly log: Log,
  ) {}

  /** The verification of this id is begun once in the life of this process, however often it is requested. */
  async start(name: string, id: string): Promise<StartedVerification> {
    const number = await this.liveOf(name);
    const known = this.all.get(id);
    if (known) return { ...known.job.status(), repeated: true };
    if (this.stopped) throw new Refusal('stopping', 'The server is stopping.');
    const other = [...this.all.values()].find(({ job }) => job.projection === name && job.running);
    if (other) throw new Refusal('request-in-progress', `A verification of ${name} is running: ${other.job.id}.`);
    const job = new VerificationJob(name, number, id);
    const running: Running = { job, ending: new AbortController(), done: Promise.resolve() };
    this.all.set(id, running);
    running.done = this.run(running);
    return job.status();
  }

  status(name: string, id: string): VerificationStatus {
    return this.named(name, id).job.status();
  }

  /** Resolves once nothing of it is left. */
  async cancel(name: string, id: string): Promise<VerificationStatus> {
    const { job, ending, done } = this.named(name, id);
    if (job.running) {
      job.cancel();
      ending.abort();
    }
    await done;
    return job.status();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all([...this.all.values()].map(({ job }) => this.cancel(job.projection, job.id)));
  }

  private async run({ job, ending: { signal } }: Running): Promise<void> {
    const { projection } = job;
    const { files, log } = this;
    const scratch = join(files.verification, job.id);
    try {
      mkdirSync(scratch, { recursive: true });
      const request: VerifyRequest = { files, projection, ranking: this.side.ranking, scratch };
      const onProgress = (progress: VerificationProgress) => job.progress(progress);
      job.finish(await onThread<VerificationProgress, Verification>('verify.worker', request, onProgress, signal));
      const { equal } = job.status();
      if (equal) log.info({ projection }, 'read model verified');
      else log.error({ projection }, 'read model differs from its log');
    } catch (error) {
      if (job.running) {
        job.fail(error);
        log.error({ projection, reason: String(error) }, 'verification failed');
      }
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }

  /** The number of the live generation, which must be of this code and of this log. */
  private async liveOf(name: string): Promise<number> {
    const { registry, store } = this.side;
    const { code } = projectionNamed(this.side, name);
    const record = await registry.live(name);
    if (!record) throw new ProjectionBehind(name, '');
    if (record.hash !== code.rows) throw ofOtherCode(name);
    const generation = await registry.open(record);
    try {
      if ((await otherHistoryOf(store, generation)) !== null) throw ofOtherLog(name);
    } finally {
      await generation.close();
    }
    return record.number;
  }

  private named(name: string, id: string): Running {
    const found = this.all.get(id);
    if (found?.job.projection !== name) throw new Refusal('not-found', `There is no verification ${id} of ${name}.`);
    return found;
  }
}

const ofOtherLog = (name: string): Refusal =>
  new Refusal(
    'request-in-progress',
    `What is live of ${name} was made of another log, and is to be replaced by a rebuild; verify it after that.`,
  );
