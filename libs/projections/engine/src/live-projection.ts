import {
  isOtherHistory,
  OtherHistory,
  START,
  type DocumentSetAside,
  type EventStore,
  type Generation,
  type HtmlSource,
  type Position,
  type Projection,
  type RecordedEvent,
  type Subscription,
} from '@stoa/kernel';
import { WHOLE_LOG, WorkerFenced, applyBatch } from './apply-batch.ts';
import { buildDocuments } from './build-documents.ts';
import { isFinal } from './is-final.ts';
import { otherHistoryOf } from './of-this-log.ts';

/** Where only views changed, a document is built at most this often. */
const LAZY_EVERY_MS = 1000;

/** Documents that are built at a stretch while batches may come. */
const PORTION = 1000;

/** A locked file or a full disk may be transient. */
const RETRY_MS = 1000;

export interface LiveOptions {
  /** Receives why a projection stopped; it continues to serve what it has. */
  onFailure: (error: unknown) => void;
  /** Receives documents that could not be built. */
  onSetAside?: (documents: readonly DocumentSetAside[]) => void;
  /** Called when rows or documents have advanced. */
  onProgress: () => Promise<void>;
}

/** Follows the store with one generation: each batch is folded and committed with its checkpoint, then the dirty documents are built. */
export class LiveProjection {
  private position: Position = '';
  private subscription: Subscription | undefined;
  private lazyTimer: NodeJS.Timeout | undefined;
  private retryTimer: NodeJS.Timeout | undefined;
  private building: Promise<unknown> = Promise.resolve();
  private buildingLazily = false;
  private stopped = true;
  private isOfOtherHistory = false;
  failure: string | null = null;

  constructor(
    readonly projection: Projection,
    readonly generation: Generation,
    private readonly store: EventStore,
    private readonly html: HtmlSource,
    private readonly options: LiveOptions,
  ) {}

  /** Serves the existing rows and documents, without folding or building. */
  async hold(): Promise<void> {
    this.position = await this.generation.checkpoint(WHOLE_LOG);
    const reason = await otherHistoryOf(this.store, this.generation);
    this.isOfOtherHistory = reason !== null;
    this.failure = reason && `It was made of another log: ${reason}.`;
  }

  /** Starts, or restarts after `stop`, at the checkpoint; of another history than the log it folds nothing. A failure is reported. */
  async start(): Promise<void> {
    this.stopped = false;
    await this.hold();
    try {
      if (this.failure !== null) throw new OtherHistory(this.failure);
      await this.build(false);
    } catch (error) {
      this.fail(error);
      return;
    }
    this.subscription = this.store.subscribe(
      this.position,
      (batch) => this.apply(batch),
      (error) => this.fail(error),
    );
    this.lazyTimer = setInterval(() => void this.buildLazily().catch((error: unknown) => this.fail(error)), LAZY_EVERY_MS);
  }

  /** Ends after the batch and the documents in flight; the generation stays open and readable. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.lazyTimer);
    clearTimeout(this.retryTimer);
    await this.subscription?.stop();
    await this.building;
  }

  get following(): boolean {
    return !this.stopped;
  }

  /** The checkpoint of its rows. */
  get reached(): Position {
    return this.position;
  }

  /** How far it is in the log: of another history it holds nothing of it, wherever its checkpoint is. */
  get seen(): Position {
    return this.isOfOtherHistory ? START : this.position;
  }

  /** It can only be replaced. */
  get ofOtherHistory(): boolean {
    return this.isOfOtherHistory;
  }

  /** Whether its rows hold a position, and with them the document of this key if one is named. */
  async hasSeen(position: Position, documentKey?: string): Promise<boolean> {
    if (this.seen < position) return false;
    return documentKey === undefined || !(await this.generation.isDirty(documentKey));
  }

  /** Builds every document that is not up to its rows, those that may wait too. */
  async settleDocuments(): Promise<void> {
    await this.build(true);
  }

  /** In portions, so that the next batch waits for one of them at most. */
  private async buildLazily(): Promise<void> {
    if (this.buildingLazily) return;
    this.buildingLazily = true;
    try {
      while ((await this.build(true, PORTION)) >= PORTION);
    } finally {
      this.buildingLazily = false;
    }
  }

  private async apply(batch: RecordedEvent[]): Promise<void> {
    this.position = await applyBatch(this.projection, this.generation, WHOLE_LOG, this.position, batch, { marks: true });
    await this.options.onProgress();
    await this.build(false);
  }

  /** One builder at a time: a snapshot belongs to one. */
  private build(lazy: boolean, most?: number): Promise<number> {
    const next = this.building.then(async () => {
      if (this.stopped) return 0;
      const { onSetAside } = this.options;
      const asked = { lazy, ...(most && { most }), ...(onSetAside && { onSetAside }) };
      const built = await buildDocuments(this.projection, this.generation, this.html, asked);
      await this.options.onProgress();
      return built;
    });
    this.building = next.catch(() => undefined);
    return next;
  }

  private fail(error: unknown): void {
    if (this.stopped) return;
    clearInterval(this.lazyTimer);
    this.failure = error instanceof Error ? error.message : String(error);
    this.options.onFailure(error);
    if (isFinal(error) || isOtherHistory(error) || error instanceof WorkerFenced) return;
    this.retryTimer = setTimeout(() => void this.start().catch((again: unknown) => this.fail(again)), RETRY_MS);
  }
}
