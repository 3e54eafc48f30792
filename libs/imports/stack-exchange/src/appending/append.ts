import type { Append } from '@stoa/imports-mapping';
import type { ExpectedRevision } from '@stoa/kernel';

/** One append of the import, in its place in the order of the whole. A stream that has moved on is appended to at its end. */
export interface OrderedAppend extends Append {
  readonly expected: ExpectedRevision;
}

/** About how much memory an append takes, in bytes. */
export const sizeOf = ({ events }: OrderedAppend): number =>
  events.reduce((sum, { data }) => sum + 500 + 2 * ((data as { body?: string }).body?.length ?? 0), 0);
