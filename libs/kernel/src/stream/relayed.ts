import type { Position, RecordedEvent } from '../log/event-store.ts';
import type { PartitionId, StreamMessage, StreamRecord } from './event-stream.ts';

/**
 * What the relay publishes to a partition: an event, or without one a watermark, which promises that nothing at or before `position` is
 * still to come there.
 */
export interface Relayed {
  readonly position: Position;
  /** Position of the last event before this one in the same partition, START for the first: a consumer whose checkpoint is lower has a hole. */
  readonly previous: Position;
  readonly event?: RecordedEvent;
  /** Of a watermark: the id of the event at its position. Relays of former releases named none. */
  readonly eventId?: string | undefined;
  /** Which history of the log it is of; absent for the first one. See RelayCheckpoint. */
  readonly history?: string | undefined;
}

/** Why a record is not a valid message of the relay; the most specific reason. */
export type PoisonCode = 'not-json' | 'unknown-type' | 'newer-version' | 'wrong-shape' | 'wrong-key' | 'forged-position';

/** A record that is set aside; `sentence` says what is wrong without quoting the record's data. */
export interface Poison {
  readonly code: PoisonCode;
  readonly sentence: string;
}

export type Decoded = { readonly ok: Relayed } | { readonly problem: Poison };

/** Encodes and decodes the relay's messages. Decoding never throws, whatever the record holds. */
export interface RelayedCodec {
  encode(partition: PartitionId, relayed: Relayed): StreamMessage;
  decode(partition: PartitionId, record: StreamRecord): Decoded;
}
