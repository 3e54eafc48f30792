import { appendable, decodeStored } from '@stoa/contracts';
import {
  RevisionConflict,
  START,
  type Appended,
  type CopyTarget,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
  type Position,
  type RecordedEvent,
  type Subscription,
} from '@stoa/kernel';
import { PollingSubscription } from '../polling-subscription.ts';

const toPosition = (index: number): Position => (index === 0 ? '' : String(index).padStart(16, '0'));

/** An event store in memory, for tests and experiments. Keeps every guarantee of the port but durability. */
export class MemoryEventStore implements EventStore, CopyTarget {
  private readonly log: RecordedEvent[] = [];
  private readonly streams = new Map<string, RecordedEvent[]>();
  private readonly subscriptions = new Set<PollingSubscription>();

  /** `now` returns the time of recording. */
  constructor(private readonly now: () => string = () => new Date().toISOString()) {}

  async append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    return this.appendStored(stream, events.map(appendable), expected);
  }

  async appendStored(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    if (events.length === 0) throw new Error('An append needs at least one event');
    const recorded = this.streams.get(stream) ?? [];
    const actual = recorded.length - 1;
    if (actual !== (expected === 'no-stream' ? -1 : expected)) throw new RevisionConflict(stream, expected, actual);
    const recordedAt = this.now();
    for (const { id, type, data, meta } of structuredClone(events)) {
      const position = toPosition(this.log.length + 1);
      const event = {
        id,
        ...decodeStored(type, data),
        meta,
        stream,
        revision: recorded.length,
        position,
        occurredAt: meta.occurredAt,
        recordedAt,
      };
      recorded.push(event);
      this.log.push(event);
    }
    this.streams.set(stream, recorded);
    for (const subscription of this.subscriptions) subscription.wake();
    return { revision: recorded.length - 1, position: toPosition(this.log.length) };
  }

  async read(stream: string, { after = -1, limit = 1000 }: { after?: number; limit?: number } = {}): Promise<RecordedEvent[]> {
    return (this.streams.get(stream) ?? []).slice(after + 1, after + 1 + limit);
  }

  async readLast(stream: string, count: number): Promise<RecordedEvent[]> {
    return (this.streams.get(stream) ?? []).slice(-count);
  }

  async *readAll(
    after: Position,
    { batchSize = 5000, until }: { batchSize?: number; until?: Position } = {},
  ): AsyncIterable<RecordedEvent[]> {
    const end = until === undefined ? this.log.length : Math.min(Number(until), this.log.length);
    for (let from = Number(after); from < end; from += batchSize) yield this.log.slice(from, Math.min(from + batchSize, end));
  }

  async head(): Promise<Position> {
    return toPosition(this.log.length);
  }

  async idAt(position: Position): Promise<string | undefined> {
    return position === START ? undefined : this.log[Number(position) - 1]?.id;
  }

  subscribe(after: Position, handle: (batch: RecordedEvent[]) => Promise<void>, onError: (error: unknown) => void): Subscription {
    const subscription = new PollingSubscription(this, after, handle, onError, () => this.subscriptions.delete(subscription));
    this.subscriptions.add(subscription);
    return subscription;
  }

  async close(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
  }
}
