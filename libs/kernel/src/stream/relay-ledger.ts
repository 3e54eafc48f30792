import type { Position } from '../log/event-store.ts';

/** The relay's checkpoint: everything at or before `position` was acknowledged by the stream. */
export interface RelayCheckpoint {
  readonly position: Position;
  /** Of the event at `position`; absent where a former release saved it. */
  readonly eventId?: string | undefined;
  /**
   * The history that is relayed: a new one where the log was found to be another than before. Messages of other histories are still in the topics;
   * they count for nothing. Absent for the first one.
   */
  readonly history?: string | undefined;
  /** The head of the store's log at the last check: the difference is the backlog. */
  readonly head: Position;
  /** Position of the last event in each partition, by the partition's name. */
  readonly tails: Readonly<Record<string, Position>>;
  /** The offset after our last message in each partition: a stream topic that ends before it was recreated. */
  readonly offsets: Readonly<Record<string, number>>;
}

/** Before anything was relayed. */
export const NOTHING_RELAYED: RelayCheckpoint = { position: '', head: '', tails: {}, offsets: {} };

/** Where the relay stores its checkpoint. */
export interface RelayLedger {
  /** NOTHING_RELAYED where nothing was saved yet. */
  load(): Promise<RelayCheckpoint>;
  /**
   * Compare-and-set: false, and nothing is changed, where the position is not the expected one any more or a later epoch has saved. May go
   * back, to START, when a stream topic was recreated or the log is another one.
   */
  save(expected: Position, next: RelayCheckpoint, epoch: number): Promise<boolean>;
}
