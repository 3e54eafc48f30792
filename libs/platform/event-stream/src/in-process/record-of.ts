import type { StreamMessage, StreamRecord } from '@stoa/kernel';

/** The message at its place, with a copy of its bytes: the sender may use its buffer again. */
export const recordOf = (offset: bigint, { key, value, headers }: StreamMessage): StreamRecord => ({
  offset,
  key,
  value: new Uint8Array(value),
  headers: Object.assign(Object.create(null) as object, headers),
});
