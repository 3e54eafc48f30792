import { Refusal } from '../decide/errors.ts';

/** The value of `next` in a list: opaque to clients, it holds the place of the last entry. */
export const encodeCursor = (place: string): string => Buffer.from(place).toString('base64url');

/** The groups of `shape` in a cursor; throws validation-failed for an invalid one. */
export function decodeCursor(cursor: string, shape: RegExp): string[] {
  const match = shape.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match)
    throw new Refusal('validation-failed', 'Invalid cursor.', [
      { pointer: '?cursor', code: 'cursor', expected: 'the value of `next` in an earlier response' },
    ]);
  return match.slice(1).map((group) => group ?? '');
}
