import type { NewEvent } from '@stoa/kernel';

/** What one thing that happened writes to one stream. */
export interface Append {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  /** The stream begins with this. */
  readonly begins: boolean;
  /** Whoever was first holds the stream, and that is all that is wanted: a topic. */
  readonly onlyFirst?: boolean;
}
