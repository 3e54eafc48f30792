import type { RebuildStatus } from '@stoa/contracts';
import {
  START,
  partitionName,
  type EventStore,
  type GenerationRecord,
  type HtmlSource,
  type Leases,
  type Projection,
  type SharedRegistry,
} from '@stoa/kernel';
import { RebuildJob, replay } from '@stoa/projecting';
import { projectionHash } from '@stoa/read-models';
import { handOver } from './hand-over.ts';
import { reasonOf, type Log } from './log.ts';
import type { RebuildJobs } from './ports.ts';
import { partitionsOf } from './topics-of-projection.ts';

export interface RebuildParts {
  readonly projections: readonly Projection[];
  readonly registry: SharedRegistry;
  readonly store: EventStore;
  readonly html: HtmlSource;
  readonly leases: Leases;
  readonly jobs: RebuildJobs;
  readonly log: Log;
  /** Who this process is among the others. */
  readonly owner: string;
}

const LEASE_MS = 6000;
const RENEW_MS = 2000;
const SAVE_EVERY_MS = 500;

/**
 * Does the rebuilds that were asked for, one process per read model. A process that dies on the way leaves its lease to another, which
 * goes on from the last batch; whatever the moment, a generation serves.
 */
export class RebuildRunner {
  private readonly working = new Map<string, Promise<void>>();

  constructor(
    private readonly parts: RebuildParts,
    private readonly signal: AbortSignal,
  ) {}

  /** Asks for what must be built: read models that no generation of this code serves. */
  async ensure(): Promise<void> {
    const running = new Set((await this.parts.jobs.running()).map(({ projection }) => projection));
    for (const { name } of this.parts.projections) {
      const live = await this.parts.registry.live(name);
      if (live?.hash === projectionHash(name) || running.has(name)) continue;
      await this.parts.jobs.request(name).catch((error: unknown) => {
        // Another process asked in the same moment.
        if ((error as { code?: string }).code !== 'request-in-progress') throw error;
      });
    }
  }

  /** Takes up those that nobody works on. */
  async look(): Promise<void> {
    for (const status of await this.parts.jobs.running()) {
      const { projection: name } = status;
      const projection = this.parts.projections.find((candidate) => candidate.name === name);
      if (!projection || this.working.has(name) || this.signal.aborted) continue;
      if (!(await this.parts.leases.acquire(leaseOf(name), this.parts.owner, LEASE_MS))) continue;
      // Between the look and the lease another process may have come to the end of it.
      const now = await this.parts.jobs.find(name, status.id);
      if (now?.state !== 'running') {
        await this.parts.leases.release(leaseOf(name), this.parts.owner);
        continue;
      }
      this.working.set(
        name,
        this.work(projection, now).finally(() => this.working.delete(name)),
      );
    }
  }

  async settled(): Promise<void> {
    await Promise.allSettled(this.working.values());
  }

  private async work(projection: Projection, { id, generation }: RebuildStatus): Promise<void> {
    const { name } = projection;
    const lost = new AbortController();
    const renewing = this.renew(name, lost);
    const signal = AbortSignal.any([this.signal, lost.signal]);
    let job = new RebuildJob(name, 0, 0, id);
    const saving = setInterval(() => void this.save(job).catch(() => undefined), SAVE_EVERY_MS);
    try {
      const record = (await this.switchedTo(name, generation)) ?? (await this.generationToBuild(name));
      job = new RebuildJob(name, record.number, 0, id);
      await this.save(job);
      this.parts.log.info({ projection: name, generation: record.number, state: record.state }, 'rebuild begins');
      if (record.state === 'building') await this.fill(projection, record, job, signal);
      job.enter('catch-up');
      await handOver({ ...this.parts, projection, record, signal, onSwitch: () => job.enter('switch') });
      job.finish();
      this.parts.log.info({ projection: name, generation: record.number }, 'rebuild done');
    } catch (error) {
      if (!signal.aborted) job.finish(error);
      this.parts.log.error(
        { projection: name, reason: reasonOf(error) },
        signal.aborted ? 'rebuild left to another' : 'rebuild failed',
      );
    } finally {
      clearInterval(saving);
      clearInterval(renewing);
      if (!lost.signal.aborted) await this.save(job).catch(() => undefined);
      await this.parts.leases.release(leaseOf(name), this.parts.owner).catch(() => undefined);
    }
  }

  /** Whole log as one partition, in large batches; then every partition stands where the log was read to. */
  private async fill(projection: Projection, record: GenerationRecord, job: RebuildJob, signal: AbortSignal): Promise<void> {
    const { registry, store, html } = this.parts;
    const head = await store.head();
    const generation = await registry.open(record);
    try {
      const position = await replay(projection, store, generation, html, {
        signal,
        onProgress: ({ phase, done, of, position: at = START }) =>
          job.progress({ phase, done, ...(of === undefined ? ofEvents(done, at, head) : { of }) }),
      });
      await registry.follow(record, new Map(partitionsOf(projection).map((partition) => [partitionName(partition), position])));
    } finally {
      await generation.close();
    }
  }

  /** What this rebuild has made live already: whoever worked at it died before it could say so. */
  private async switchedTo(name: string, generation: number): Promise<GenerationRecord | undefined> {
    const live = await this.parts.registry.live(name);
    return live?.number === generation ? live : undefined;
  }

  /** What an earlier rebuild of the same code left unfinished, else a new one. Leftovers of other code are dropped. */
  private async generationToBuild(name: string): Promise<GenerationRecord> {
    const { registry } = this.parts;
    const hash = projectionHash(name);
    const unfinished = (await registry.list(name)).filter(({ state }) => state === 'building' || state === 'following');
    const resumable = unfinished.find((record) => record.hash === hash);
    for (const record of unfinished) if (record !== resumable) await registry.drop(record);
    return resumable ?? registry.create(name, hash);
  }

  private renew(name: string, lost: AbortController): NodeJS.Timeout {
    const { leases, owner } = this.parts;
    let until = Date.now() + LEASE_MS;
    return setInterval(() => {
      leases.acquire(leaseOf(name), owner, LEASE_MS).then(
        (lease) =>
          lease ? (until = Date.now() + LEASE_MS) : lost.abort(new Error('Another process has taken this rebuild over')),
        (error: unknown) => Date.now() > until && lost.abort(error),
      );
    }, RENEW_MS);
  }

  private save(job: RebuildJob): Promise<void> {
    return job.generation === 0 ? Promise.resolve() : this.parts.jobs.save(job.status());
  }
}

const leaseOf = (name: string) => `rebuild:${name}`;

/** A log whose positions are byte offsets has no count: what is read so far tells how many there will be. */
const ofEvents = (done: number, at: string, head: string) => {
  const [read, all] = [Number(at), Number(head)];
  return read > 0 && all > 0 ? { of: Math.max(done, Math.round((done * all) / read)) } : {};
};
