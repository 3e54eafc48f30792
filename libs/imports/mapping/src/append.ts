import type { NewEvent, RecordedEvent } from '@stoa/kernel';

/** What one thing that happened writes to one stream. */
export interface Append {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  /** The stream begins with this. */
  readonly begins: boolean;
  /** An earlier writer created the stream, which is all that is needed: a topic. */
  readonly onlyFirst?: boolean;
  /**
   * What is to be written depends on what the stream holds: these events in place of those above, none for a stream that is already so. Of an append
   * that begins its stream it is asked only where the stream is there.
   */
  readonly decide?: (recorded: readonly RecordedEvent[]) => NewEvent[];
}
