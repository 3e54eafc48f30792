import type { DomainEvent } from './event.ts';

/** Where an event stands in the whole log: opaque, of fixed width, sorts as text. Positions of two stores cannot be compared. */
export type Position = string;

/** Before the first event of any store. */
export const START: Position = '';

/** What carries an event to other processes: its topic, and the key by which events keep their order there. */
export interface EventRoute {
  readonly topic: string;
  readonly key: string;
}

export interface EventMeta {
  readonly commandId: string;
  readonly bodyHash: string;
  /** When it happened (ISO, UTC, milliseconds). An import gives the time of its source. */
  readonly occurredAt: string;
  readonly correlationId: string;
  readonly causationId?: string;
  /** The member who caused it; absent where nobody did (an import's anonymous rating). */
  readonly principal?: string;
  /** Written at the append, so that a process that does not know the event can carry it. Absent in events from before that. */
  readonly route?: EventRoute;
}

export interface NewEvent extends DomainEvent {
  readonly id: string;
  readonly meta: EventMeta;
}

export interface RecordedEvent<T extends string = string, D = unknown> extends DomainEvent<T, D> {
  readonly id: string;
  readonly stream: string;
  /** Place in its stream, from 0 without gaps. */
  readonly revision: number;
  readonly position: Position;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly meta: EventMeta;
  /** As stored, where that is an older version than `type` and `data`, which are the newest. */
  readonly stored?: DomainEvent | undefined;
  /** This code cannot read it: it knows no such type, or only older versions of it. `type` and `data` are then as stored. */
  readonly unknown?: 'type' | 'version' | undefined;
}

/** `no-stream`, or the revision of the stream's last event. There is no "any": it hides lost updates and forgets retries. */
export type ExpectedRevision = 'no-stream' | number;

export interface Appended {
  /** Revision of the last event written. */
  readonly revision: number;
  /** Position of the last event written. */
  readonly position: Position;
}

export interface Subscription {
  /** Ends when the handler in flight has ended. */
  stop(): Promise<void>;
}

/**
 * The event log. What every adapter guarantees (its contract suite is in platform/event-store):
 * - an append is all or nothing, to one stream, and durable before it resolves;
 * - a wrong expected revision throws RevisionConflict and writes nothing;
 * - the order of positions is the order of commits: who has read up to P never finds a new event before P;
 * - every "after" is exclusive;
 * - only newest versions are appended; what was appended as an older one is read as the newest (`stored` says how it stands).
 */
export interface EventStore {
  append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended>;
  /** One stream's events in order, after a revision, at most `limit` (default 1,000). A missing stream has none. */
  read(stream: string, options?: { after?: number; limit?: number }): Promise<RecordedEvent[]>;
  /** One stream's last events, at most `count`, in order: the newest one is last. A missing stream has none. */
  readLast(stream: string, count: number): Promise<RecordedEvent[]>;
  /** The whole log in batches, up to the head as it was at the call (or up to and with `until`). */
  readAll(after: Position, options?: { batchSize?: number; until?: Position }): AsyncIterable<RecordedEvent[]>;
  /** Position of the last event; START for an empty log. */
  head(): Promise<Position>;
  /** Id of the event at a position; undefined where none is, or for what is no position of this store. */
  idAt(position: Position): Promise<string | undefined>;
  /** Delivers everything after a position, then new events, in order, one batch at a time. A handler that throws ends the subscription and is passed to `onError`. */
  subscribe(after: Position, handle: (batch: RecordedEvent[]) => Promise<void>, onError: (error: unknown) => void): Subscription;
  close(): Promise<void>;
}

/** A store that can also be restored from another one: type and data are written as stored there, in any version, unchecked. */
export interface CopyTarget {
  appendStored(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended>;
}

/** All events of one stream, however long. */
export async function readStream(store: Pick<EventStore, 'read'>, stream: string): Promise<RecordedEvent[]> {
  const limit = 1000;
  const events = await store.read(stream, { limit });
  for (let page = events; page.length === limit;) {
    page = await store.read(stream, { after: events.length - 1, limit });
    events.push(...page);
  }
  return events;
}
