import { BACKWARDS, END, FORWARDS } from '@eventstore/db-client';
import { appendable } from '@stoa/contracts';
import {
  gone,
  START,
  type Appended,
  type CopyTarget,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
  type Position,
  type RecordedEvent,
} from '@stoa/kernel';
import { Appender } from './appender.ts';
import { connect, type Connection } from './connection.ts';
import { failureReason } from './failure-reason.ts';
import { FollowingSubscription } from './following-subscription.ts';
import { HeadFinder } from './head-finder.ts';
import { idAt } from './id-at.ts';
import { Intake } from './intake.ts';
import { commitOf, LogReader, type Bounds } from './log-reader.ts';
import { OwnEvents } from './own-events.ts';
import { within } from './patience.ts';
import { toCommit } from './positions.ts';
import { unavailable } from './refusals.ts';

export interface EventStoreDbOptions {
  /** `esdb://host:2113?tls=false`, or with TLS `esdb://user:password@host:2113`; `kurrentdb` is the same scheme. */
  readonly connectionString: string;
  /** What the names of all our streams begin with in the store. Only to this adapter: the port's names are without it. */
  readonly prefix?: string;
  /** Deadline of one call (default 3,000 ms). */
  readonly deadlineMs?: number;
  /** How long a call with an unknown outcome is retried before it is refused as `storage-unavailable` (default 15,000 ms). */
  readonly patienceMs?: number;
  /** After this idle time the connection is probed; it is dropped after as much again (default 2,000 ms). */
  readonly keepAliveMs?: number;
}

/** Shorter than what a readiness check may take, so that the check names the cause. */
const HEALTH_WITHIN_MS = 2500;
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/**
 * The store over EventStoreDB 21.10 and later. One append is one call with its own deadline; a call with an unknown outcome is retried with
 * the same ids and revision. Reads resume where they broke off, subscriptions reconnect by themselves. Every refusal is one of the kernel's.
 * The log may hold events of others; they are skipped. How it handles the server's peculiarities: docs/reference/eventstoredb.md.
 */
export class EventStoreDbEventStore implements EventStore, CopyTarget {
  private readonly subscriptions = new Set<FollowingSubscription>();
  private readonly reader: LogReader;
  private readonly appender: Appender;
  private readonly heads: HeadFinder;

  private constructor(
    private readonly connection: Connection,
    private readonly own: OwnEvents,
    private readonly bounds: Bounds,
    private readonly watchMs: number,
  ) {
    this.reader = new LogReader(connection, bounds);
    this.appender = new Appender(connection, this.reader, bounds);
    this.heads = new HeadFinder(this.reader, own);
  }

  /** Connects on the first call, and then waits for a server that is not available yet. */
  static open(options: EventStoreDbOptions): EventStoreDbEventStore {
    const { connectionString, prefix = '', deadlineMs = 3000, patienceMs = 15_000, keepAliveMs = 2000 } = options;
    const own = new OwnEvents(prefix);
    return new EventStoreDbEventStore(connect(connectionString, keepAliveMs), own, { deadlineMs, patienceMs }, keepAliveMs);
  }

  async append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    return this.appendStored(stream, events.map(appendable), expected);
  }

  async appendStored(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    this.assertOpen();
    if (events.length === 0) throw new Error('An append needs at least one event');
    if (stream === '') throw new Error('A stream needs a name');
    for (const { id } of events) if (!UUID.test(id)) throw new Error(`${id} is not a UUID`);
    return this.appender.append(this.own.streamName(stream), stream, events, expected);
  }

  async read(stream: string, { after = -1, limit = 1000 }: { after?: number; limit?: number } = {}): Promise<RecordedEvent[]> {
    this.assertOpen();
    if (limit <= 0) return [];
    const found = await this.reader.patiently(
      () => this.reader.everything(this.openStream(stream, BigInt(after + 1), limit)),
      (failure) => (failure === 'missing' ? [] : undefined),
    );
    const events = found.map(({ event }) => this.own.recorded(event)).filter((event) => event !== undefined);
    // The stream was truncated, or written by something other than this adapter: a partial stream must not be folded.
    if (events.some(({ revision }, at) => revision !== after + 1 + at)) throw gone('stream');
    return events;
  }

  async readLast(stream: string, count: number): Promise<RecordedEvent[]> {
    this.assertOpen();
    if (count <= 0) return [];
    const found = await this.reader.patiently(
      () => this.reader.everything(this.openStream(stream, END, count, BACKWARDS)),
      (failure) => (failure === 'missing' ? [] : undefined),
    );
    return found
      .map(({ event }) => this.own.recorded(event))
      .filter((event) => event !== undefined)
      .reverse();
  }

  async *readAll(
    after: Position,
    { batchSize = 5000, until }: { batchSize?: number; until?: Position } = {},
  ): AsyncIterable<RecordedEvent[]> {
    this.assertOpen();
    const from = toCommit(after);
    const end = until ?? (await this.reader.patiently(() => this.heads.end()));
    if (end <= after) return;
    const last = toCommit(end) ?? 0n;
    let batch: RecordedEvent[] = [];
    for await (const page of this.reader.after(from)) {
      for (const { event } of page) {
        const recorded = this.own.recorded(event);
        if (!recorded || recorded.position > end) continue;
        if (batch.push(recorded) < batchSize) continue;
        yield batch;
        batch = [];
      }
      const newest = page.at(-1);
      if (newest && commitOf(newest) >= last) break;
    }
    if (batch.length > 0) yield batch;
  }

  head(): Promise<Position> {
    this.assertOpen();
    return this.heads.head();
  }

  async idAt(position: Position): Promise<string | undefined> {
    this.assertOpen();
    return idAt(this.reader, position);
  }

  subscribe(
    after: Position,
    handle: (batch: RecordedEvent[]) => Promise<void>,
    onError: (error: unknown) => void,
  ): FollowingSubscription {
    this.assertOpen();
    const { connection, reader, heads, own, watchMs } = this;
    const subscription = new FollowingSubscription(after, { connection, reader, heads, own, watchMs }, handle, onError, () =>
      this.subscriptions.delete(subscription),
    );
    this.subscriptions.add(subscription);
    return subscription;
  }

  /** Null, or what is wrong: with the server, or with a subscription that is reconnecting. Calls the server once, within 2.5 seconds. */
  async health(): Promise<string | null> {
    try {
      await within(Math.min(this.bounds.deadlineMs, HEALTH_WITHIN_MS), this.heads.end());
    } catch (error) {
      return failureReason(error, this.connection.address).message;
    }
    return [...this.subscriptions].find(({ trouble }) => trouble !== null)?.trouble ?? null;
  }

  /** The position of the slowest subscription and that of our last event; equal when caught up. START where there is no subscription. */
  async lag(): Promise<{ handedOver: Position; head: Position }> {
    const positions = [...this.subscriptions].map(({ position }) => position).sort();
    return { handedOver: positions[0] ?? START, head: await this.head() };
  }

  async close(): Promise<void> {
    if (this.reader.closed) return;
    this.reader.closed = this.appender.closed = true;
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
    await this.connection.close();
  }

  private openStream(
    stream: string,
    fromRevision: bigint | typeof END,
    maxCount: number,
    direction: typeof FORWARDS | typeof BACKWARDS = FORWARDS,
  ) {
    const readable = this.connection.client.readStream(this.own.streamName(stream), { fromRevision, maxCount, direction });
    return new Intake<{ event?: Parameters<OwnEvents['recorded']>[0] }>(readable, () => readable.cancel());
  }

  private assertOpen(): void {
    if (this.reader.closed) throw unavailable('used', new Error('it is closed'), this.connection.address);
  }
}
