import {
  type HtmlSource,
  isOtherHistory,
  ProjectionBehind,
  Refusal,
  type GenerationRecord,
  type HashedProjection,
  type ReadModels,
  type ServedReadModel,
} from '@stoa/kernel';
import type { ProjectionStatus, RebuildStatus, StartedRebuild } from '@stoa/contracts';
import type { DataFolder } from '@stoa/data-folder';
import {
  adoptDocuments,
  comparedCode,
  degradedSentence,
  LiveProjection,
  MOST_SET_ASIDE,
  passedOver,
  RebuildJob,
  ServedProjection,
  statusOf,
  type Condition,
  type FillProgress,
} from '@stoa/projections-engine';
import type { ReadSide } from './read-side.ts';
import { fillOnThread } from './rebuild-thread.ts';
import { fillGeneration, generationToBuild, projectionNamed } from './rebuild.ts';
import { Verifications } from './verifications.ts';

/** Events of a log that is folded faster than a thread starts (it loads the code once more); longer ones have a thread. */
const SHORT_LOG = 200;
/** The same where nothing is served yet, so that nothing is held up: the demo's log is that short, and a thread for each read model took twice as long. */
const FIRST_LOG = 3000;
/** Events that are folded at a time on the thread that serves. */
const SHORT_BATCH = 50;

export interface Log {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/**
 * The live generations of one process. A rebuild fills the next generation, of a long log on a thread, while the live one serves; the new
 * one is then followed beside it until it takes its place.
 */
export class StandaloneReadModels implements ReadModels {
  readonly html: HtmlSource;
  readonly verifications: Verifications;
  private readonly served: ReadonlyMap<string, ServedProjection>;
  /** The rebuilds of this process, by id; only an operator starts one. */
  private readonly jobs = new Map<string, RebuildJob>();
  private readonly running = new Set<Promise<void>>();
  /** Names of read models whose rebuild is being set up. */
  private readonly reserved = new Set<string>();
  private started = false;
  private readonly stopping = new AbortController();

  constructor(
    private readonly side: ReadSide,
    private readonly files: DataFolder['files'],
    private readonly log: Log,
  ) {
    this.html = side.html;
    this.verifications = new Verifications(side, files, log);
    this.served = new Map(
      [...side.projections.keys()].map((name) => [name, new ServedProjection(name, () => side.store.head())]),
    );
  }

  /** Serves what there is; read models that are missing, of other code, of another log or half rebuilt are built. `ready`: wait for the missing ones. */
  async start(): Promise<void> {
    const missing: Promise<void>[] = [];
    for (const projection of this.side.projections.values()) {
      const record = await this.side.registry.live(projection.name);
      const live = record && (await this.servedFrom(projection, record));
      if (live) this.servedBy(projection.name).begin(live);
      const unfinished = (await this.side.registry.list(projection.name)).some(({ state }) => state === 'building');
      if (record?.hash === projection.code.rows && !live?.ofOtherHistory && !unfinished) continue;
      const { done } = await this.begin(projection);
      if (!record) missing.push(done);
    }
    this.started = true;
    await Promise.all(missing);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.verifications.stop();
    await Promise.allSettled(this.running);
    for (const { live } of this.served.values()) {
      await live?.stop();
      await live?.generation.close();
    }
  }

  of(name: string): ServedReadModel {
    const served = this.servedBy(name);
    if (!served.live) throw new ProjectionBehind(name, '');
    return served;
  }

  async statuses(): Promise<ProjectionStatus[]> {
    const head = await this.side.store.head();
    return Promise.all(
      [...this.served.values()].map(async ({ name, live }) => {
        const record = await this.side.registry.live(name);
        const made = record && { rows: record.hash, documents: await live?.generation.documentsHash() };
        return {
          name,
          generation: live?.generation.number ?? null,
          ...comparedCode(projectionNamed(this.side, name), made),
          position: live?.reached ?? '',
          head,
          documentsWaiting: live ? await live.generation.dirtyCount() : 0,
          passedOver: live ? await passedOver(live.generation) : [],
          ...(live ? statusOf(await conditionOf(live)) : { state: 'building', documentsSetAside: [], reason: null }),
        };
      }),
    );
  }

  /** Null, or a sentence that names the read models that are not up to their log. */
  async degraded(): Promise<string | null> {
    const served = [...this.served].flatMap(([name, { live }]) => (live ? [[name, live] as const] : []));
    return degradedSentence(
      new Map(await Promise.all(served.map(async ([name, live]) => [name, await conditionOf(live)] as const))),
    );
  }

  /** The rebuild of this id is begun once in the life of this process, however often it is requested. */
  async rebuild(name: string, id: string): Promise<StartedRebuild> {
    if (!this.started) throw new Refusal('request-in-progress', 'The read models are starting; try again later.');
    const known = this.jobs.get(id);
    if (known) return { ...known.status(), repeated: true };
    return (await this.begin(projectionNamed(this.side, name), id)).job.status();
  }

  rebuildStatus(name: string, id: string): RebuildStatus {
    const job = this.jobs.get(id);
    if (job?.projection !== name) throw new Refusal('not-found', `There is no rebuild ${id} of ${name}.`);
    return job.status();
  }

  private async begin(projection: HashedProjection, id?: string): Promise<{ job: RebuildJob; done: Promise<void> }> {
    const { name } = projection;
    const running = [...this.jobs.values()].some((job) => job.projection === name && job.running);
    if (running || this.reserved.has(name)) throw new Refusal('request-in-progress', `A rebuild of ${name} is running.`);
    this.reserved.add(name);
    const { record, job } = await this.setUp(projection, id).finally(() => this.reserved.delete(name));
    this.log.info({ projection: name, generation: record.number }, 'rebuild begins');
    const done = this.run(projection, record, job);
    this.running.add(done);
    void done.finally(() => this.running.delete(done));
    return { job, done };
  }

  /** Unless that is being done. */
  private async replace(projection: HashedProjection): Promise<void> {
    try {
      await this.begin(projection);
    } catch (error) {
      if ((error as { code?: string }).code === 'request-in-progress') return;
      this.log.error({ projection: projection.name, reason: String(error) }, 'rebuild cannot begin');
    }
  }

  private async setUp(projection: HashedProjection, id?: string): Promise<{ record: GenerationRecord; job: RebuildJob }> {
    const { name } = projection;
    const record = await generationToBuild(this.side, projection);
    const job = new RebuildJob(name, record.number, Number(await this.side.store.head()) || 0, id);
    this.jobs.set(job.id, job);
    return { record, job };
  }

  private async run(projection: HashedProjection, record: GenerationRecord, job: RebuildJob): Promise<void> {
    const about = { projection: projection.name, generation: record.number };
    const { signal } = this.stopping;
    let next: LiveProjection | undefined;
    try {
      await this.fill(record, job);
      job.enter('catch-up');
      next = await this.follow(projection, record);
      const makeLive = async () => {
        job.enter('switch');
        await this.side.registry.switchTo(record);
      };
      await this.servedBy(projection.name).handOver(next, makeLive, signal);
      job.finish();
      this.log.info(about, 'rebuild done');
    } catch (error) {
      await next?.stop();
      await next?.generation.close();
      job.finish(error);
      if (!signal.aborted) this.log.error({ ...about, reason: job.status().error }, 'rebuild failed');
    }
  }

  private async fill(record: GenerationRecord, job: RebuildJob): Promise<void> {
    const { signal } = this.stopping;
    const onProgress = (progress: FillProgress) => job.progress(progress);
    const short = this.servedBy(record.projection).live ? SHORT_LOG : FIRST_LOG;
    if (Number(await this.side.store.head()) > short)
      await fillOnThread({ files: this.files, record, ranking: this.side.ranking }, onProgress, signal);
    else await fillGeneration(this.side, record, { onProgress, signal, batchSize: SHORT_BATCH });
  }

  /** What other code has built is served unchanged until the rebuild takes over: this code must neither fold into it nor build from it. */
  private async servedFrom(projection: HashedProjection, record: GenerationRecord): Promise<LiveProjection> {
    if (record.hash === projection.code.rows) return this.follow(projection, record);
    const held = await this.liveOf(projection, record);
    await held.hold();
    return held;
  }

  private async follow(projection: HashedProjection, record: GenerationRecord): Promise<LiveProjection> {
    const live = await this.liveOf(projection, record);
    if (await adoptDocuments(projection, live.generation))
      this.log.info({ projection: projection.name }, 'rebuilding documents that other code built');
    await live.start();
    return live;
  }

  private async liveOf(projection: HashedProjection, record: GenerationRecord): Promise<LiveProjection> {
    const generation = await this.side.registry.open(record);
    return new LiveProjection(projection, generation, this.side.store, this.side.html, {
      onFailure: (error) => {
        this.log.error({ projection: projection.name, reason: String(error) }, 'read model stopped');
        if (this.started && isOtherHistory(error)) void this.replace(projection);
      },
      onSetAside: (documents) => this.log.error({ projection: projection.name, documents }, 'documents cannot be built'),
      onProgress: this.servedBy(projection.name).look,
    });
  }

  private servedBy(name: string): ServedProjection {
    const served = this.served.get(name);
    if (!served) throw new Refusal('not-found', `There is no read model ${name}.`);
    return served;
  }
}

const conditionOf = async ({ failure, generation }: LiveProjection): Promise<Condition> => ({
  stopped: failure,
  setAside: await generation.documentsSetAside(MOST_SET_ASIDE),
});
