import {
  ProjectionBehind,
  type DocumentHead,
  type EventStore,
  type Generation,
  type HtmlSource,
  type Position,
  type Projection,
  type RecordedEvent,
  type Row,
  type RowReader,
  type ServedReadModel,
  type Subscription,
} from '@stoa/kernel';
import { WHOLE_LOG, applyBatch } from './apply-batch.ts';
import { buildDocuments } from './build-documents.ts';
import { Waiters } from './waiters.ts';

/** Where only views changed, a document is built at most this often. */
const LAZY_EVERY_MS = 1000;

export interface LiveOptions {
  /** Hears why a projection stopped; it goes on serving what it has. */
  onFailure: (error: unknown) => void;
  patienceMs?: number;
}

/**
 * Follows the store with one generation: each batch is folded and committed with its checkpoint, then the dirty documents are built.
 * It promises that a document is never served from before a position that `waitFor` has let through.
 */
export class LiveProjection implements ServedReadModel {
  private position: Position = '';
  private subscription: Subscription | undefined;
  private lazyTimer: NodeJS.Timeout | undefined;
  private building: Promise<unknown> = Promise.resolve();
  private readonly waiters: Waiters;
  private stopped = false;
  failure: string | null = null;

  constructor(
    readonly projection: Projection,
    readonly generation: Generation,
    private readonly store: EventStore,
    private readonly html: HtmlSource,
    private readonly options: LiveOptions,
  ) {
    this.waiters = new Waiters(options.patienceMs ?? 5000);
  }

  async start(): Promise<void> {
    this.position = await this.generation.checkpoint(WHOLE_LOG);
    await this.build(false);
    this.subscription = this.store.subscribe(
      this.position,
      (batch) => this.apply(batch),
      (error) => this.fail(error),
    );
    this.lazyTimer = setInterval(() => void this.build(true).catch((error: unknown) => this.fail(error)), LAZY_EVERY_MS);
    this.lazyTimer.unref();
  }

  /** Ends after the batch in flight. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.lazyTimer);
    await this.subscription?.stop();
    await this.building;
  }

  /** How far it has come. */
  get reached(): Position {
    return this.position;
  }

  documentHead(key: string): Promise<DocumentHead | undefined> {
    return this.generation.documentHead(key);
  }

  documentBody(key: string): Promise<Uint8Array | undefined> {
    return this.generation.documentBody(key);
  }

  among<R extends Row>(table: string, column: string, values: readonly string[]): Promise<R[]> {
    return this.generation.among<R>(table, column, values);
  }

  first<R extends Row>(...query: Parameters<RowReader['first']>): Promise<R[]> {
    return this.generation.first<R>(...query);
  }

  async waitFor(position: Position, documentKey?: string): Promise<void> {
    const there = async () =>
      this.position >= position && !(documentKey !== undefined && (await this.generation.isDirty(documentKey)));
    if (!(await this.waiters.until(there))) throw new ProjectionBehind(this.projection.name, this.position);
  }

  private async apply(batch: RecordedEvent[]): Promise<void> {
    this.position = await applyBatch(this.projection, this.generation, WHOLE_LOG, this.position, batch, { marks: true });
    await this.waiters.look();
    await this.build(false);
  }

  /** One builder at a time: a snapshot belongs to one. */
  private build(lazy: boolean): Promise<void> {
    const next = this.building.then(async () => {
      if (this.stopped) return;
      await buildDocuments(this.projection, this.generation, this.html, { lazy });
      await this.waiters.look();
    });
    this.building = next.catch(() => undefined);
    return next;
  }

  private fail(error: unknown): void {
    if (this.stopped) return;
    this.failure = error instanceof Error ? error.message : String(error);
    this.options.onFailure(error);
  }
}
