import type { Position, RecordedEvent } from '../log/event-store.ts';
import type { PartitionId, StreamMessage, StreamRecord } from './event-stream.ts';

/**
 * What the relay says into a partition: an event, or without one a watermark, which promises that nothing at or before `position` is
 * still to come there.
 */
export interface Relayed {
  readonly position: Position;
  /** Position of the last event before this one in the same partition, START for the first: a consumer whose checkpoint is lower has a hole. */
  readonly previous: Position;
  readonly event?: RecordedEvent;
}

/** Why a record cannot be what the relay said; the most telling reason is given. */
export type PoisonCode = 'not-json' | 'unknown-type' | 'newer-version' | 'wrong-shape' | 'wrong-key' | 'forged-position';

/** A record that is set aside; `sentence` says what is wrong without quoting the record's data. */
export interface Poison {
  readonly code: PoisonCode;
  readonly sentence: string;
}

export type Decoded = { readonly ok: Relayed } | { readonly problem: Poison };

/** How what the relay says is written as messages, and read again. Decoding never throws, whatever the record holds. */
export interface RelayedCodec {
  encode(partition: PartitionId, relayed: Relayed): StreamMessage;
  decode(partition: PartitionId, record: StreamRecord): Decoded;
}
