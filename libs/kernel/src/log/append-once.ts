import { known } from '../decide/newer-events.ts';
import type { EventStore, ExpectedRevision, NewEvent, Position } from './event-store.ts';

/** The result of an append that may have happened before. */
export interface AppendedOnce {
  /** Events written now; the others existed. */
  readonly appended: number;
  /** Position and revision of the last of the events, whenever it was written. */
  readonly position: Position;
  readonly revision: number;
}

const LIMIT = 1000;

/**
 * Appends events whose ids are derived, unless the stream has them after `expected`: right after it where the stream still ends there, else at its end.
 * For recording what happened elsewhere; a decision on a stream's state uses `transact`. Throws NewerEvents where the stream
 * went on with an event that this code does not know.
 */
export async function appendOnce(
  store: EventStore,
  stream: string,
  events: readonly NewEvent[],
  expected: ExpectedRevision,
): Promise<AppendedOnce> {
  let missing = events;
  let end = expected;
  let last: Omit<AppendedOnce, 'appended'> | undefined;
  let after = expected === 'no-stream' ? -1 : expected;
  for (;;) {
    try {
      return { appended: missing.length, ...(await store.append(stream, missing, end)) };
    } catch (error) {
      if ((error as { code?: string }).code !== 'revision-conflict') throw error;
    }
    const before = after;
    for (let page = await store.read(stream, { after, limit: LIMIT }); page.length > 0;) {
      for (const event of page) {
        const { id, position, revision } = event;
        if (missing.some((wanted) => wanted.id === id)) last = { position, revision };
        // Newer code may have written the same event under another name.
        else known([event]);
        missing = missing.filter((wanted) => wanted.id !== id);
        after = revision;
      }
      page = page.length < LIMIT ? [] : await store.read(stream, { after, limit: LIMIT });
    }
    if (missing.length === 0 && last) return { appended: 0, ...last };
    // A stream that is shorter than the events before these would have made it: the caller's order is broken, or the log was.
    if (after === before) throw new Error(`Stream ${stream} does not reach revision ${String(expected)}`);
    end = after;
  }
}
