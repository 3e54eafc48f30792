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
import type { Database, Statement } from '@stoa/sqlite';
import { PollingSubscription } from '../polling-subscription.ts';
import { openEventFile } from './event-table.ts';
import { EventAppends } from './event-appends.ts';
import {
  COLUMNS,
  ENVELOPE_COLUMNS,
  RecordedRow,
  toPosition,
  toRow,
  wholeEvent,
  type EnvelopeRow,
  type EventRow,
  type WholeRow,
} from './recorded-row.ts';

/**
 * The embedded event store: one file, one writer, so the order of rows is the order of commits. An append resolves after its commit is on
 * disk (WAL, `synchronous=FULL`); concurrent appends share one sync. Opened read-only it follows what another process writes.
 */
export class SqliteEventStore implements EventStore, CopyTarget {
  private readonly subscriptions = new Set<PollingSubscription>();
  private readonly appends: EventAppends | undefined;
  private readonly byStream: Statement<[string, number, number], WholeRow>;
  private readonly lastOfStream: Statement<[string, number], WholeRow>;
  private readonly byPosition: Statement<[number, number, number], EventRow>;
  private readonly last: Statement<[], number>;
  private readonly idOf: Statement<[number], string>;
  private readonly envelopeAt: (position: number) => EnvelopeRow;
  private closed = false;

  private constructor(private readonly db: Database) {
    const all = (sql: string) => db.prepare(sql).raw();
    this.byStream = all(
      `SELECT ${COLUMNS}, ${ENVELOPE_COLUMNS} FROM event WHERE stream = ? AND revision > ? ORDER BY revision LIMIT ?`,
    ) as typeof this.byStream;
    this.lastOfStream = all(
      `SELECT ${COLUMNS}, ${ENVELOPE_COLUMNS} FROM event WHERE stream = ? ORDER BY revision DESC LIMIT ?`,
    ) as typeof this.lastOfStream;
    this.byPosition = all(
      `SELECT ${COLUMNS} FROM event WHERE position > ? AND position <= ? ORDER BY position LIMIT ?`,
    ) as typeof this.byPosition;
    const envelope = all(`SELECT ${ENVELOPE_COLUMNS} FROM event WHERE position = ?`);
    this.envelopeAt = (position) => envelope.get(position) as EnvelopeRow;
    this.idOf = db.prepare('SELECT id FROM event WHERE position = ?').pluck() as typeof this.idOf;
    this.last = db.prepare('SELECT coalesce(max(position), 0) FROM event').pluck() as typeof this.last;
    if (!db.readonly) this.appends = new EventAppends(db, () => this.wake());
  }

  static open(file: string, options: { readOnly?: boolean } = {}): SqliteEventStore {
    return new SqliteEventStore(openEventFile(file, { readOnly: options.readOnly ?? false }));
  }

  async append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    return this.appendStored(stream, events.map(appendable), expected);
  }

  async appendStored(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    if (!this.appends) throw new Error('This event store was opened read-only');
    if (this.closed) throw new Error('This event store is closed');
    if (events.length === 0) throw new Error('An append needs at least one event');
    const encoded = events.map(({ id, type, data, meta }) => ({
      id,
      type,
      occurredAt: meta.occurredAt,
      data: JSON.stringify(data),
      meta: JSON.stringify(meta),
    }));
    return this.appends.append(stream, encoded, expected);
  }

  async read(stream: string, { after = -1, limit = 1000 }: { after?: number; limit?: number } = {}): Promise<RecordedEvent[]> {
    return this.byStream.all(stream, after, limit).map(wholeEvent);
  }

  async readLast(stream: string, count: number): Promise<RecordedEvent[]> {
    return this.lastOfStream.all(stream, count).reverse().map(wholeEvent);
  }

  async *readAll(
    after: Position,
    { batchSize = 5000, until }: { batchSize?: number; until?: Position } = {},
  ): AsyncIterable<RecordedEvent[]> {
    const end = until === undefined ? (this.last.get() ?? 0) : toRow(until);
    for (let from = toRow(after); from < end;) {
      const rows = this.byPosition.all(from, end, batchSize);
      const last = rows.at(-1);
      if (!last) return;
      from = last[0];
      yield rows.map((row) => this.recorded(row));
    }
  }

  async head(): Promise<Position> {
    return toPosition(this.last.get() ?? 0);
  }

  async idAt(position: Position): Promise<string | undefined> {
    return /^\d{16}$/.test(position) ? this.idOf.get(toRow(position)) : undefined;
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

  async close(): Promise<void> {
    if (this.closed) return;
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
    this.appends?.flush();
    this.closed = true;
    this.db.close();
  }

  private recorded(row: EventRow): RecordedEvent {
    return new RecordedRow(row, this.envelopeAt);
  }

  private wake(): void {
    for (const subscription of this.subscriptions) subscription.wake();
  }
}
