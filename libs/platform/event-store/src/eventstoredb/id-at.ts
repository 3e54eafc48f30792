import type { Position } from '@stoa/kernel';
import { commitOf, type LogReader } from './log-reader.ts';

/** Id of the event at a position. In another log the position may lie within a record, which the server rejects: no event is there. */
export async function idAt(reader: LogReader, position: Position): Promise<string | undefined> {
  if (!/^\d{20}$/.test(position)) return undefined;
  const commit = BigInt(position);
  const { first } = await reader.patiently(
    async () => ({ first: await reader.firstFrom(commit) }),
    (failure) => (failure === 'bad-position' ? { first: undefined } : undefined),
  );
  return first && commitOf(first) === commit ? first.event?.id : undefined;
}
