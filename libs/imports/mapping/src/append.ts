import type { NewEvent } from '@stoa/kernel';

/** What one thing that happened writes to one stream. */
export interface Append {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  /** The stream begins with this. */
  readonly begins: boolean;
  /** An earlier writer created the stream, which is all that is needed: a topic. */
  readonly onlyFirst?: boolean;
}
