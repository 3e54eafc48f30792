import { crc32 } from 'node:zlib';

/** An event as the log keeps it. `message` is the serialised ReadResp that every reader is sent. */
export interface StoredEvent {
  readonly position: number;
  readonly revision: number;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly id: string;
  readonly stream: string;
  readonly type: string;
  readonly message: Uint8Array;
  /** Only the position is left: scavenged, or an append without events. */
  readonly erased: boolean;
}

const FIXED = 4 + 8 + 8 + 8 + 1 + 16 + 2 + 2;
/** Bytes before a frame's body: its length and its CRC-32. */
export const FRAME_HEAD = 8;

/** How many bytes of the log an event takes; the next position is that much farther. */
export const sizeOf = (stream: string, type: string, messageBytes: number): number =>
  FIXED + Buffer.byteLength(stream) + Buffer.byteLength(type) + messageBytes;

/** One append: written and read back as a whole, or not at all. */
export function encodeFrame(events: readonly StoredEvent[]): Buffer {
  const size = events.reduce((sum, { stream, type, message }) => sum + sizeOf(stream, type, message.length), 0);
  const frame = Buffer.allocUnsafe(FRAME_HEAD + size);
  let at = FRAME_HEAD;
  for (const event of events) at = writeRecord(frame, at, event);
  frame.writeUInt32LE(size, 0);
  frame.writeUInt32LE(crc32(frame.subarray(FRAME_HEAD)), 4);
  return frame;
}

/** True where the body is what was written. */
export const isWhole = (head: Buffer, body: Buffer): boolean => crc32(body) === head.readUInt32LE(4);

function writeRecord(into: Buffer, start: number, event: StoredEvent): number {
  const { position, revision, created, id, stream, type, message, erased } = event;
  let at = into.writeDoubleLE(position, start + 4);
  at = into.writeDoubleLE(revision, at);
  at = into.writeDoubleLE(created, at);
  at = into.writeUInt8(erased ? 1 : 0, at);
  at += into.write(id.replaceAll('-', '').padEnd(32, '0'), at, 16, 'hex');
  at = into.writeUInt16LE(Buffer.byteLength(stream), at);
  at = into.writeUInt16LE(Buffer.byteLength(type), at);
  at += into.write(stream, at);
  at += into.write(type, at);
  into.set(message, at);
  at += message.length;
  into.writeUInt32LE(at - start, start);
  return at;
}

/** The record that begins at `start`, without copying its message. Building an index needs no ids. */
export function readRecord(from: Buffer, start: number, withId = true): { event: StoredEvent; next: number } {
  const next = start + from.readUInt32LE(start);
  const streamEnd = start + FIXED + from.readUInt16LE(start + 45);
  const typeEnd = streamEnd + from.readUInt16LE(start + 47);
  const event: StoredEvent = {
    position: from.readDoubleLE(start + 4),
    revision: from.readDoubleLE(start + 12),
    created: from.readDoubleLE(start + 20),
    erased: from.readUInt8(start + 28) === 1,
    id: withId ? uuidOf(from.toString('hex', start + 29, start + 45)) : '',
    stream: from.toString('utf8', start + FIXED, streamEnd),
    type: from.toString('utf8', streamEnd, typeEnd),
    message: from.subarray(typeEnd, next),
  };
  return { event, next };
}

const uuidOf = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
