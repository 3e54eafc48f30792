import {
  NoSuchPosition,
  ProjectionBehind,
  type Aggregate,
  type DocumentHead,
  type Generation,
  type Position,
  type Row,
  type RowReader,
  type ServedReadModel,
  type StoredDocument,
} from '@stoa/kernel';
import type { LiveProjection } from './live-projection.ts';
import { Waiters } from './waiters.ts';

/** How long a query waits for a position. */
const PATIENCE_MS = 5000;

/**
 * A read model as queries see it, whichever generation is live. What it promises when a rebuilt generation takes over:
 * - between two calls, so that no call ends on a generation that was closed;
 * - from a state that is at least as new, documents too: no page goes back in time;
 * - callers that wait for a position continue to wait for the new one.
 */
export class ServedProjection implements ServedReadModel {
  private current: LiveProjection | undefined;
  private readonly waiters = new Waiters();

  constructor(
    readonly name: string,
    /** The store's last position: a later one is not waited for. */
    private readonly head: () => Promise<Position>,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  get version(): string | undefined {
    const { generation } = this.current ?? {};
    return generation?.version === undefined ? undefined : `${generation.number}.${generation.version}`;
  }

  get live(): LiveProjection | undefined {
    return this.current;
  }

  /** Called whenever a generation of this read model, live or about to be, has advanced. */
  readonly look = (): Promise<void> => this.waiters.look();

  /** Serves the first generation; a later one comes in by `handOver`. */
  begin(live: LiveProjection): void {
    this.current = live;
  }

  /**
   * Replaces the live generation by `next`, which follows the store already. The former is paused while `next` catches up, then
   * `makeLive` records the change; what fails on the way leaves the former live, and following again. Ends with the former closed.
   */
  async handOver(next: LiveProjection, makeLive: () => Promise<void>, signal?: AbortSignal): Promise<void> {
    const former = this.current;
    if (former) await this.level(next, former.seen, signal);
    const following = former?.following ?? false;
    await former?.stop();
    try {
      if (former) await this.level(next, former.seen, signal);
      await next.settleDocuments();
      await makeLive();
    } catch (error) {
      if (following) await former?.start();
      throw error;
    }
    this.current = next;
    await this.look();
    await former?.generation.close();
  }

  async waitFor(position: Position, documentKey?: string): Promise<void> {
    const seen = async () => this.current !== undefined && (await this.current.hasSeen(position, documentKey));
    if (await seen()) return;
    if (position > (await this.head())) throw new NoSuchPosition();
    if (!(await this.waiters.until(seen, this.patienceMs))) throw new ProjectionBehind(this.name, this.current?.seen ?? '');
  }

  async documentHead(key: string): Promise<DocumentHead | undefined> {
    return this.generation().documentHead(key);
  }

  async document(key: string): Promise<StoredDocument | undefined> {
    return this.generation().document(key);
  }

  async among<R extends Row>(table: string, column: string, values: readonly string[]): Promise<R[]> {
    return this.generation().among<R>(table, column, values);
  }

  async first<R extends Row>(...query: Parameters<RowReader['first']>): Promise<R[]> {
    return this.generation().first<R>(...query);
  }

  async aggregate<R extends Row>(table: string, query: Aggregate<R>): Promise<R[]> {
    return this.generation().aggregate(table, query);
  }

  private generation(): Generation {
    if (!this.current) throw new ProjectionBehind(this.name, '');
    return this.current.generation;
  }

  private async level(next: LiveProjection, position: Position, signal?: AbortSignal): Promise<void> {
    while (!(await this.waiters.until(() => next.hasSeen(position), this.patienceMs))) {
      signal?.throwIfAborted();
      if (next.failure !== null) throw new Error(next.failure);
    }
  }
}
