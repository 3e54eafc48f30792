import type { Position } from '../log/event-store.ts';

/** How far the relay is, as one whole: everything at or before `position` was acknowledged by the stream. */
export interface RelayCheckpoint {
  readonly position: Position;
  /** Where the store's log ended when it was last looked at: the difference is what is still to come. */
  readonly head: Position;
  /** Position of the last event in each partition, by the partition's name. */
  readonly tails: Readonly<Record<string, Position>>;
  /** The offset after our last message in each partition: a topic that ends before it was wiped. */
  readonly offsets: Readonly<Record<string, number>>;
}

/** Before anything was relayed. */
export const NOTHING_RELAYED: RelayCheckpoint = { position: '', head: '', tails: {}, offsets: {} };

/** Where the relay keeps its place. */
export interface RelayLedger {
  /** NOTHING_RELAYED where nothing was saved yet. */
  load(): Promise<RelayCheckpoint>;
  /**
   * Compare-and-set: false, and nothing is changed, where the position is not the expected one any more or a later epoch has saved. May go
   * back, to START, when a topic was wiped.
   */
  save(expected: Position, next: RelayCheckpoint, epoch: number): Promise<boolean>;
}
