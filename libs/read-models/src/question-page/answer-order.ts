import { Refusal } from '@stoa/kernel';

/** What an address leaves room for. */
const MOST_BYTES = 5_800;
const SHORTEST = 3;

/** The rest of an order of answers. */
export interface AnswerOrder {
  /** Rank of the first of them. */
  readonly from: number;
  /** Ids, or ends of ids, in lower case without dashes. */
  readonly ends: readonly string[];
}

/**
 * Writes the answers that come after those that were shown, in their order, as a cursor: of each the last bytes of its id, as many as tell it
 * from all others of the question. Of more than about 1,900 the rest is left out. Null for none.
 */
export function encodeOrder(from: number, ids: readonly string[], all: readonly string[]): string | null {
  if (ids.length === 0) return null;
  const length = bytesThatTell(all.map(bare));
  const ends = ids.slice(0, Math.floor(MOST_BYTES / length)).map((id) => bare(id).slice(-2 * length));
  const head = Buffer.alloc(5);
  head.writeUInt8(length, 0);
  head.writeUInt32BE(from, 1);
  return Buffer.concat([head, Buffer.from(ends.join(''), 'hex')]).toString('base64url');
}

/** Throws validation-failed for what is no such cursor. */
export function decodeOrder(cursor: string): AnswerOrder {
  const bytes = Buffer.from(cursor, 'base64url');
  const length = bytes[0] ?? 0;
  const wrong =
    bytes.toString('base64url') !== cursor ||
    bytes.length <= 5 ||
    length < SHORTEST ||
    length > 16 ||
    (bytes.length - 5) % length !== 0;
  if (wrong)
    throw new Refusal('validation-failed', 'Invalid cursor.', [
      { pointer: '?cursor', code: 'cursor', expected: 'the value of `next` in an earlier response' },
    ]);
  const hex = bytes.subarray(5).toString('hex');
  const ends = Array.from({ length: hex.length / (2 * length) }, (_, index) =>
    hex.slice(2 * length * index, 2 * length * (index + 1)),
  );
  return { from: bytes.readUInt32BE(1), ends };
}

/** The order of answers that are shown, and of those that the cursor behind them holds. */
export function wholeOrder(shown: readonly string[], next: string | null): AnswerOrder {
  const rest = next === null ? [] : decodeOrder(next).ends;
  const ids = shown.map(bare);
  return { from: 1, ends: [...(rest[0] ? ids.map((id) => id.slice(-rest[0]!.length)) : ids), ...rest] };
}

/** The answers of an order, with their ranks; those that are there no more are left out. */
export function inOrder<A extends { readonly id: string }>(
  { from, ends }: AnswerOrder,
  answers: readonly A[],
): { rank: number; answer: A }[] {
  const length = ends[0]?.length ?? 0;
  const byEnd = new Map(answers.map((answer) => [bare(answer.id).slice(-length), answer]));
  return ends.flatMap((end, index) => {
    const answer = byEnd.get(end);
    return answer ? [{ rank: from + index, answer }] : [];
  });
}

const bare = (id: string): string => id.replaceAll('-', '').toLowerCase();

function bytesThatTell(ids: readonly string[]): number {
  let length = SHORTEST;
  while (length < 16 && new Set(ids.map((id) => id.slice(-2 * length))).size < ids.length) length += 1;
  return length;
}
