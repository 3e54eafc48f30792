import type { ExpectedRevision, NewEvent } from '@stoa/kernel';

/** One append of the import: to one stream, in its place in the order of the whole. */
export interface Append {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  readonly expected: ExpectedRevision;
  /** The stream begins with this and whoever was first holds it: a topic. Elsewhere a stream that has moved on is appended to. */
  readonly onlyFirst?: boolean;
}

/** About how much memory an append takes, in bytes. */
export const sizeOf = ({ events }: Append): number =>
  events.reduce((sum, { data }) => sum + 500 + 2 * ((data as { body?: string }).body?.length ?? 0), 0);
