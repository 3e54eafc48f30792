import { setTimeout as pause } from 'node:timers/promises';
import { appendable } from '@stoa/contracts';
import {
  type Appended,
  type CopyTarget,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
  type Position,
  type RecordedEvent,
  type Subscription,
} from '@stoa/kernel';
import type { Database } from '@stoa/sqlite';
import { PollingSubscription } from '../polling-subscription.ts';
import { isSealed, openEventFile } from './event-table.ts';
import { EventAppends } from './event-appends.ts';
import { EventRows } from './event-rows.ts';
import { damageIn, type LogDamaged } from './log-damaged.ts';
import { quickCheck, type QuickCheck } from './quick-check.ts';
import { toPosition, toRow } from './recorded-row.ts';
import { sealRows } from './seal-rows.ts';

/** Rows that are checked at a time beside other work: a few milliseconds. */
const STRETCH = 500;

export interface SqliteEventStoreOptions {
  readonly readOnly?: boolean;
  /** Called once, when damage is found first. */
  readonly onDamage?: (damage: LogDamaged) => void;
}

/**
 * The embedded event store: one file, one writer, so the order of rows is the order of commits. An append resolves after its commit is on
 * disk (WAL, `synchronous=FULL`); concurrent appends share one sync. Opened read-only it follows what another process writes.
 * Every row has checksums, which are compared at every read. Once a read has found damage, that read and all appends throw LogDamaged;
 * what is whole can still be read.
 */
export class SqliteEventStore implements EventStore, CopyTarget {
  private readonly subscriptions = new Set<PollingSubscription>();
  private readonly appends: EventAppends | undefined;
  private readonly rows: EventRows;
  private found: LogDamaged | null = null;
  private closed = false;
  private lastPosition: Position | undefined;

  private constructor(
    private readonly db: Database,
    private readonly onDamage: (damage: LogDamaged) => void,
  ) {
    this.rows = new EventRows(db);
    if (!db.readonly) this.appends = new EventAppends(db, () => this.wake());
  }

  /** A file of a former release is sealed first, unless it is opened read-only: then its rows are taken as they are. */
  static open(file: string, { readOnly = false, onDamage = () => undefined }: SqliteEventStoreOptions = {}): SqliteEventStore {
    const db = openEventFile(file, { readOnly });
    try {
      if (!readOnly && !isSealed(db)) for (const _ of sealRows(db));
      return new SqliteEventStore(db, onDamage);
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /** The damage that was found first, by a read or a check; null where none was. */
  get damage(): LogDamaged | null {
    return this.found;
  }

  /** Looks for damage where an unclean stop may have left some, within a bounded time. */
  check(options?: QuickCheck): void {
    this.reading(() => {
      const damage = quickCheck(this.db, this.rows, options);
      if (damage) throw damage;
    }, true);
  }

  /** Looks at every row of the log as it is now, a stretch at a time with pauses, until it finds damage or the signal is given. */
  async checkAll({ signal, pauseMs }: { signal: AbortSignal; pauseMs: number }): Promise<void> {
    const head = this.reading(() => this.rows.last());
    for (let from = 0; from < head && !this.found && !signal.aborted; from += STRETCH) {
      const damage = this.rows.firstDamage(from, Math.min(from + STRETCH, head));
      if (damage) this.noted(damage);
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    return this.appendStored(stream, events.map(appendable), expected);
  }

  async appendStored(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    if (!this.appends) throw new Error('This event store was opened read-only');
    if (this.closed) throw new Error('This event store is closed');
    if (this.found) throw this.found;
    if (events.length === 0) throw new Error('An append needs at least one event');
    const encoded = events.map(({ id, type, data, meta }) => ({
      id,
      type,
      occurredAt: meta.occurredAt,
      data: JSON.stringify(data),
      meta: JSON.stringify(meta),
    }));
    return this.appends.append(stream, encoded, expected).catch((error: unknown) => {
      throw this.noted(error);
    });
  }

  async read(stream: string, { after = -1, limit = 1000 }: { after?: number; limit?: number } = {}): Promise<RecordedEvent[]> {
    return this.reading(() => this.rows.ofStream(stream, after, limit));
  }

  async readLast(stream: string, count: number): Promise<RecordedEvent[]> {
    return this.reading(() => this.rows.lastOfStream(stream, count));
  }

  /** What stands before damage is given; then it throws. */
  async *readAll(
    after: Position,
    { batchSize = 5000, until }: { batchSize?: number; until?: Position } = {},
  ): AsyncIterable<RecordedEvent[]> {
    const head = this.reading(() => this.rows.last());
    const end = until === undefined ? head : Math.min(head, toRow(until));
    for (let from = toRow(after); from < end;) {
      const { events, last, damage } = this.reading(() => this.rows.ofLog(from, end, batchSize, (error) => this.noted(error)));
      if (damage) this.noted(damage);
      if (events.length > 0) yield events;
      if (damage) throw damage;
      from = last;
    }
  }

  async head(): Promise<Position> {
    return toPosition(this.reading(() => this.rows.last()));
  }

  async idAt(position: Position): Promise<string | undefined> {
    return /^\d{16}$/.test(position) ? this.reading(() => this.rows.idAt(toRow(position))) : undefined;
  }

  subscribe(after: Position, handle: (batch: RecordedEvent[]) => Promise<void>, onError: (error: unknown) => void): Subscription {
    const subscription = new PollingSubscription(this, after, handle, onError, () => this.subscriptions.delete(subscription));
    this.subscriptions.add(subscription);
    return subscription;
  }

  /** Null, or why the last commit failed. */
  get trouble(): string | null {
    return this.appends?.trouble ?? null;
  }

  /** Position of the last event when it was closed; undefined before, and where it could not be read. */
  get closedAt(): Position | undefined {
    return this.lastPosition;
  }

  async close(): Promise<void> {
    if (this.closed) return;
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
    this.appends?.flush();
    this.closed = true;
    if (!this.found) this.lastPosition = await this.head().catch(() => undefined);
    this.db.close();
  }

  /** Remembers damage, of whatever form. Returns what is to be thrown. */
  private noted(error: unknown): unknown {
    const damage = damageIn(error);
    if (!damage) return error;
    if (!this.found) {
      this.found = damage;
      this.onDamage(damage);
    }
    return damage;
  }

  private reading<A>(read: () => A): A;
  private reading<A>(read: () => A, only: true): A | undefined;
  private reading<A>(read: () => A, only = false): A | undefined {
    try {
      return read();
    } catch (error) {
      const thrown = this.noted(error);
      if (only && thrown === this.found) return undefined;
      throw thrown;
    }
  }

  private wake(): void {
    for (const subscription of this.subscriptions) subscription.wake();
  }
}
