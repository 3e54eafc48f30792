import { Refusal } from '@stoa/kernel';
import type { AnswerOrder, Tail } from './answer-order.ts';

/** What an address leaves room for. */
const MOST_BYTES = 5_800;
const SHORTEST = 3;
/** Length of an end, rank of the first one. */
const HEAD_BYTES = 5;
/** And of an order with a tail: how many ends are done (2), the next rank (4), time (8) and id (16) of the last one of the tail. */
const TAIL_BYTES = 30;
const HAS_TAIL = 0x80;
const NONE = Buffer.alloc(16);

/** How many ends of this length, in bytes, a cursor holds. */
export const roomFor = (length: number, tail: boolean): number =>
  Math.floor((MOST_BYTES - HEAD_BYTES - (tail ? TAIL_BYTES : 0)) / length);

/** Bytes of an end that tell it from all others. */
export function bytesThatTell(bareIds: readonly string[]): number {
  let length = SHORTEST;
  while (length < 16 && new Set(bareIds.map((id) => id.slice(-2 * length))).size < bareIds.length) length += 1;
  return length;
}

/** Writes an order with ends of one length. */
export function writeCursor({ from, ends, tail }: AnswerOrder): string {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt8((ends[0]!.length / 2) | (tail ? HAS_TAIL : 0), 0);
  head.writeUInt32BE(from, 1);
  return Buffer.concat([head, ...(tail ? [tailBytes(tail)] : []), Buffer.from(ends.join(''), 'hex')]).toString('base64url');
}

/** Throws validation-failed for what is no such cursor. */
export function readCursor(cursor: string): AnswerOrder {
  const bytes = Buffer.from(cursor, 'base64url');
  const first = bytes[0] ?? 0;
  const [length, hasTail] = [first & ~HAS_TAIL, (first & HAS_TAIL) !== 0];
  const start = HEAD_BYTES + (hasTail ? TAIL_BYTES : 0);
  const isWhole = bytes.toString('base64url') === cursor && bytes.length > start && (bytes.length - start) % length === 0;
  if (!isWhole || length < SHORTEST || length > 16) throw invalid();
  const hex = bytes.subarray(start).toString('hex');
  const ends = Array.from({ length: hex.length / (2 * length) }, (_, index) =>
    hex.slice(2 * length * index, 2 * length * (index + 1)),
  );
  const tail = hasTail ? { tail: tailIn(bytes.subarray(HEAD_BYTES, start), ends.length) } : {};
  return { from: bytes.readUInt32BE(1), ends, ...tail };
}

function tailBytes({ done, rank, after }: Tail): Buffer {
  const bytes = Buffer.alloc(TAIL_BYTES);
  bytes.writeUInt16BE(done, 0);
  bytes.writeUInt32BE(rank, 2);
  if (after) {
    bytes.writeBigInt64BE(BigInt(Date.parse(after.publishedAt)), 6);
    bytes.write(after.id.replaceAll('-', ''), 14, 'hex');
  }
  return bytes;
}

function tailIn(bytes: Buffer, ends: number): Tail {
  const [done, rank, id] = [bytes.readUInt16BE(0), bytes.readUInt32BE(2), bytes.subarray(14)];
  const after = NONE.equals(id) ? undefined : { publishedAt: timeIn(bytes), id: uuidOf(id.toString('hex')) };
  if (done > ends || (after && done < ends)) throw invalid();
  return { done, rank, after };
}

function timeIn(bytes: Buffer): string {
  const time = new Date(Number(bytes.readBigInt64BE(6)));
  if (Number.isNaN(time.getTime())) throw invalid();
  return time.toISOString();
}

const uuidOf = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

const invalid = (): Refusal =>
  new Refusal('validation-failed', 'Invalid cursor.', [
    { pointer: '?cursor', code: 'cursor', expected: 'the value of `next` in an earlier response' },
  ]);
