import { randomUUID } from 'node:crypto';
import type { RebuildStatus } from '@stoa/contracts';
import {
  BackOff,
  HeldLease,
  START,
  partitionName,
  type EventStore,
  type GenerationRecord,
  type HtmlSource,
  type Leases,
  type RelayLedger,
  type HashedProjection,
  type SharedRegistry,
} from '@stoa/kernel';
import { RebuildJob, WHOLE_LOG, expectedEvents, isFinal, replay } from '@stoa/projections-engine';
import { buildAll, handOver } from './hand-over.ts';
import { isOfThisLog, relayOfThisLog } from './of-this-log.ts';
import { reasonOf, type Log } from '../operating/log.ts';
import type { RebuildJobs } from '../operating/ports.ts';
import { partitionsOf } from '../consuming/topics-of-projection.ts';

export interface RebuildParts {
  readonly projections: readonly HashedProjection[];
  readonly registry: SharedRegistry;
  readonly store: EventStore;
  readonly html: HtmlSource;
  readonly leases: Leases;
  readonly jobs: RebuildJobs;
  readonly ledger: Pick<RelayLedger, 'load'>;
  readonly log: Log;
  /** The id of this process. */
  readonly owner: string;
  readonly leaseMs?: number;
}

const LEASE_MS = 6000;
const SAVE_EVERY_MS = 500;
/** Between two attempts at a rebuild after a transient failure. */
const PAUSES = { first: 500, longest: 15_000 };

/**
 * Runs the requested rebuilds, one process per read model. The lease of a process that dies goes to another, which
 * continues from the last batch; at every moment a generation serves. Only a permanent failure lets a rebuild fail: a server that
 * is unavailable for a while delays it.
 */
export class RebuildRunner {
  private readonly working = new Map<string, Promise<void>>();
  private readonly backOffs = new Map<string, BackOff>();
  /** Read models that a generation of this code has served since this process began. */
  private readonly served = new Set<string>();
  /** The rebuild that this process requested, by read model. */
  private readonly asked = new Map<string, string>();

  constructor(
    private readonly parts: RebuildParts,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Asks for what must be built: read models that no generation of this code serves. Again, until one has: during an upgrade a process of
   * other code may have taken the rebuild and built its own. Then never more, lest two codes build against each other; nor after a failure.
   */
  async ensure(): Promise<void> {
    const missing = this.parts.projections.filter(({ name }) => !this.served.has(name));
    if (missing.length === 0) return;
    const { jobs, registry } = this.parts;
    const running = new Set((await jobs.running()).map(({ projection }) => projection));
    for (const { name, code } of missing) {
      const live = await registry.live(name);
      if (live?.hash === code.rows && !live.ofOtherHistory) this.served.add(name);
      else if (!running.has(name) && !(await this.hasFailed(name))) await this.ask(name);
    }
  }

  /** Asks for another generation in the place of one that is of another log. */
  async replace(name: string): Promise<void> {
    this.served.delete(name);
    this.asked.delete(name);
    await this.ensure();
  }

  /** Takes over those that no process works on. */
  async look(): Promise<void> {
    await this.ensure();
    for (const status of await this.parts.jobs.running()) {
      const { projection: name } = status;
      const projection = this.parts.projections.find((candidate) => candidate.name === name);
      if (!projection || this.working.has(name) || this.signal.aborted) continue;
      const { leases, owner, leaseMs = LEASE_MS } = this.parts;
      const lease = await HeldLease.take(leases, leaseOf(name), owner, leaseMs);
      if (!lease) continue;
      this.working.set(
        name,
        this.take(projection, status.id, lease).finally(() => this.working.delete(name)),
      );
    }
  }

  async settled(): Promise<void> {
    await Promise.allSettled(this.working.values());
  }

  private async hasFailed(name: string): Promise<boolean> {
    const id = this.asked.get(name);
    return id !== undefined && (await this.parts.jobs.find(name, id))?.state === 'failed';
  }

  private async ask(name: string): Promise<void> {
    try {
      this.asked.set(name, (await this.parts.jobs.request(name, randomUUID())).id);
    } catch (error) {
      // Another process requested it concurrently.
      if ((error as { code?: string }).code !== 'request-in-progress') throw error;
    }
  }

  private async take(projection: HashedProjection, id: string, lease: HeldLease): Promise<void> {
    try {
      // Between the check and the lease another process may have finished it. Jobs that are unavailable are asked again at the next look.
      const now = await this.parts.jobs.find(projection.name, id).catch(() => undefined);
      if (now?.state === 'running') await this.work(projection, now, lease);
    } finally {
      await lease.release();
    }
  }

  private async work(projection: HashedProjection, { id, generation }: RebuildStatus, lease: HeldLease): Promise<void> {
    const { name } = projection;
    const signal = AbortSignal.any([this.signal, lease.signal]);
    let job = new RebuildJob(name, 0, 0, id);
    const saving = setInterval(() => void this.save(job, lease).catch(() => undefined), SAVE_EVERY_MS);
    try {
      const record = await this.generationToBuild(projection, generation);
      job = new RebuildJob(name, record.number, 0, id);
      // A process that resumes the job must know that this generation is meant, also when it is live already.
      await this.save(job, lease);
      this.parts.log.info({ projection: name, generation: record.number, state: record.state }, 'rebuild begins');
      if (record.state === 'building') await this.fill(projection, record, job, signal);
      job.enter('catch-up');
      await handOver({ ...this.parts, projection, record, signal, onSwitch: () => job.enter('switch') });
      job.finish();
      this.backOffs.delete(name);
      this.served.add(name);
      this.parts.log.info({ projection: name, generation: record.number }, 'rebuild done');
    } catch (error) {
      const reason = reasonOf(error);
      if (signal.aborted) this.parts.log.warn({ projection: name, reason }, 'rebuild left to another');
      else if (isFinal(error)) {
        job.finish(error);
        this.parts.log.error({ projection: name, reason }, 'rebuild failed');
      } else {
        this.parts.log.warn({ projection: name, reason }, 'rebuild failed; retrying');
        await this.backOffOf(name).wait(signal);
      }
    } finally {
      clearInterval(saving);
      await this.save(job, lease).catch(() => undefined);
    }
  }

  /** Whole log as one partition, in large batches; then every partition stands where the log was read to. */
  private async fill(
    projection: HashedProjection,
    record: GenerationRecord,
    job: RebuildJob,
    signal: AbortSignal,
  ): Promise<void> {
    const { registry, store, html } = this.parts;
    const head = await store.head();
    const generation = await registry.open(record);
    try {
      const position = await replay(projection, store, generation, html, {
        signal,
        rowsOnly: true,
        onProgress: ({ phase, done, of, position: at = START }) =>
          job.progress({ phase, done, ...(of === undefined ? expectedEvents(done, at, head) : { of }) }),
      });
      if (projection.documents) {
        await generation.dirtyAll(projection.documents.keys);
        const of = await generation.dirtyCount();
        await buildAll(projection, generation, html, signal, (done) => job.progress({ phase: 'documents', done, of }));
      }
      await relayOfThisLog(this.parts, signal);
      const eventId = (await generation.places()).get(WHOLE_LOG)?.eventId;
      const checkpoints = new Map(partitionsOf(projection).map((partition) => [partitionName(partition), position]));
      await registry.follow(record, checkpoints, eventId);
    } finally {
      await generation.close();
    }
  }

  private backOffOf(name: string): BackOff {
    const backOff = this.backOffs.get(name) ?? new BackOff(PAUSES);
    this.backOffs.set(name, backOff);
    return backOff;
  }

  /**
   * The one that this rebuild has made live, where it ended right after that; else what an earlier rebuild of the same code left unfinished,
   * else a new one. Leftovers of other code are dropped.
   */
  private async generationToBuild({ name, code }: HashedProjection, begun: number): Promise<GenerationRecord> {
    const { registry } = this.parts;
    const hash = code.rows;
    const live = await registry.live(name);
    if (live?.number === begun && live.hash === hash && !live.ofOtherHistory) return live;
    const unfinished = (await registry.list(name)).filter(({ state }) => state === 'building' || state === 'following');
    const ours = unfinished.find((record) => record.hash === hash);
    const resumable = ours && (await isOfThisLog(this.parts, ours)) ? ours : undefined;
    // A process that died between freezing and switching left it frozen; its replacement must be built first.
    if (live && resumable?.state !== 'following') await this.unfreeze(live);
    for (const record of unfinished) if (record !== resumable) await registry.drop(record);
    return resumable ?? registry.create(name, hash);
  }

  private async unfreeze(record: GenerationRecord): Promise<void> {
    const generation = await this.parts.registry.open(record);
    await generation.unfreeze().finally(() => generation.close());
  }

  private async save(job: RebuildJob, lease: HeldLease): Promise<void> {
    if (job.generation !== 0 && lease.isGood) await this.parts.jobs.save(job.status(), lease);
  }
}

const leaseOf = (name: string) => `rebuild:${name}`;
