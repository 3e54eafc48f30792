import type { VerificationStatus } from '@stoa/contracts';
import { BackOff, HeldLease, partitionName, type GenerationRecord, type HashedProjection } from '@stoa/kernel';
import { VerificationJob, isFinal, verifyGeneration, type Verified, type VerifyOptions } from '@stoa/projections-engine';
import { partitionsOf } from '../consuming/topics-of-projection.ts';
import { reasonOf } from '../operating/log.ts';
import type { VerificationJobs } from '../operating/ports.ts';
import type { RebuildParts } from '../rebuilding/rebuild-runner.ts';
import { heldEvents } from './held-events.ts';

export interface VerificationParts extends Omit<RebuildParts, 'jobs' | 'ledger'> {
  readonly verifications: VerificationJobs;
}

const LEASE_MS = 6000;
const SAVE_EVERY_MS = 500;
/** Between two attempts after a transient failure. */
const PAUSES = { first: 500, longest: 15_000 };

/**
 * Carries out the requested verifications, one process per read model. Each folds into a generation of its own, which is dropped at the end. The lease of a
 * process that dies goes to another, which drops what that one left and begins again; what a cancelled one left goes the same way.
 */
export class VerificationRunner {
  private readonly working = new Map<string, Promise<void>>();
  private readonly backOff = new BackOff(PAUSES);

  constructor(
    private readonly parts: VerificationParts,
    private readonly signal: AbortSignal,
  ) {}

  /** Takes over those that no process works on, and drops what is left of those that have ended. */
  async look(): Promise<void> {
    const { verifications, registry, projections, leases, owner, leaseMs = LEASE_MS } = this.parts;
    const wanted = new Map((await verifications.running()).map((status) => [status.projection, status]));
    const left = new Set((await registry.list()).flatMap(({ state, projection }) => (state === 'verifying' ? [projection] : [])));
    for (const projection of projections) {
      const { name } = projection;
      if (this.working.has(name) || this.signal.aborted) continue;
      const status = wanted.has(name) && (await this.liveOf(projection)) ? wanted.get(name) : undefined;
      if (!status && !left.has(name)) continue;
      const lease = await HeldLease.take(leases, `verification:${name}`, owner, leaseMs);
      if (!lease) continue;
      this.working.set(
        name,
        this.take(projection, status, lease).finally(() => this.working.delete(name)),
      );
    }
  }

  /** Resolves once nothing is being worked on. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.working.values());
  }

  /** What can be compared: a generation of other code or of another log is about to be replaced, and is waited for. */
  private async liveOf({ name, code }: HashedProjection): Promise<GenerationRecord | undefined> {
    const live = await this.parts.registry.live(name);
    return live?.hash === code.rows && !live.ofOtherHistory ? live : undefined;
  }

  private async take(projection: HashedProjection, status: VerificationStatus | undefined, lease: HeldLease): Promise<void> {
    const { name } = projection;
    try {
      await this.dropLeft(name);
      // Between the check and the lease another process may have finished it.
      const now = status && (await this.parts.verifications.find(name, status.id));
      const live = now?.state === 'running' ? await this.liveOf(projection) : undefined;
      if (now && live) await this.work(projection, live, now.id, lease);
    } catch (error) {
      this.parts.log.warn({ projection: name, reason: reasonOf(error) }, 'verification waits');
      await this.backOff.wait(this.signal);
    } finally {
      await lease.release();
    }
  }

  /** With the lease nobody else fills one of these. */
  private async dropLeft(name: string): Promise<void> {
    const { registry, log } = this.parts;
    for (const record of await registry.list(name))
      if (record.state === 'verifying') {
        await registry.drop(record);
        log.info({ projection: name, generation: record.number }, 'dropped what an ended verification left');
      }
  }

  private async work(projection: HashedProjection, live: GenerationRecord, id: string, lease: HeldLease): Promise<void> {
    const { name } = projection;
    const { log } = this.parts;
    const cancelled = new AbortController();
    const signal = AbortSignal.any([this.signal, lease.signal, cancelled.signal]);
    const job = new VerificationJob(name, live.number, id);
    const saving = setInterval(() => void this.save(job, lease, cancelled).catch(() => undefined), SAVE_EVERY_MS);
    log.info({ projection: name, generation: live.number }, 'verification begins');
    try {
      const found = await this.compared(projection, live, { signal, onProgress: (progress) => job.progress(progress) });
      this.backOff.reset();
      job.finish(found);
      if (found.equal) log.info({ projection: name, generation: live.number }, 'read model verified');
      else log.error({ projection: name, generation: live.number }, 'read model differs from its log');
    } catch (error) {
      if (signal.aborted) log.info({ projection: name, reason: reasonOf(error) }, 'verification cancelled, or left to another');
      else if (!isFinal(error)) throw error;
      else {
        job.fail(error);
        log.error({ projection: name, reason: reasonOf(error) }, 'verification failed');
      }
    } finally {
      clearInterval(saving);
    }
    if (!job.running) await this.save(job, lease, cancelled);
  }

  /** Whoever learns of the result finds its generation gone, unless the drop failed: then the next look drops it. */
  private async compared(projection: HashedProjection, live: GenerationRecord, options: VerifyOptions): Promise<Verified> {
    const { registry, store, html } = this.parts;
    const generation = await registry.open(live);
    const made: GenerationRecord[] = [];
    const empty = async () => {
      const record = await registry.createToVerify(projection.name, projection.code.rows);
      made.push(record);
      return registry.open(record);
    };
    try {
      return await verifyGeneration({
        ...options,
        projection,
        live: generation,
        partitions: partitionsOf(projection).map(partitionName),
        heldOf: (checkpoints) => heldEvents(store, checkpoints),
        empty,
        html,
      });
    } finally {
      await generation.close();
      for (const record of made)
        await registry.drop(record).catch((error: unknown) => {
          this.parts.log.warn(
            { projection: projection.name, reason: reasonOf(error) },
            'verification waits to drop its generation',
          );
        });
    }
  }

  private async save(job: VerificationJob, lease: HeldLease, cancelled: AbortController): Promise<void> {
    const { verifications } = this.parts;
    if (lease.isGood) await verifications.save(job.status(), lease);
    if (!job.running) return;
    const now = await verifications.find(job.projection, job.id);
    if (now?.state !== 'running') cancelled.abort(new Error('It was cancelled'));
  }
}
