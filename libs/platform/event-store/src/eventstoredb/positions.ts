import { NoSuchPosition, START, type Position } from '@stoa/kernel';

/** Digits of the greatest unsigned 64-bit number. */
const WIDTH = 20;

/** A commit position as text that sorts. Events that came over gRPC have one each, and their prepare position is the same. */
export const toPosition = (commit: bigint): Position => commit.toString().padStart(WIDTH, '0');

/** The commit position of a position; undefined for START. Throws NoSuchPosition for a value that this store never issued. */
export function toCommit(position: Position): bigint | undefined {
  if (position === START) return undefined;
  if (!/^\d{20}$/.test(position)) throw new NoSuchPosition();
  return BigInt(position);
}
