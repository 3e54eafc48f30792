import { known, readStream, type EventStore, type RevisionConflict } from '@stoa/kernel';
import { sizeOf, type OrderedAppend } from './append.ts';

/** An append is durable at once; so many are under way together, to share a commit. */
const WINDOW = 1000;
const WINDOW_BYTES = 8 << 20;

export interface Appending {
  readonly store: EventStore;
  /** The correlation id of this dump's events. */
  readonly importId: string;
  readonly signal?: AbortSignal | undefined;
  /** No other dump of the source was imported: then what stands there shows how far an earlier run of this one came. */
  readonly resumes: boolean;
  /** Hears of events that were decided on from what their stream holds. */
  onChange(type: string): void;
  onWindow(appended: number, alreadyThere: number): void;
}

/**
 * Appends in the given order, a window at a time; each window is awaited and its conflicts are settled before the next one begins.
 *
 * What is there already is passed over, so the import can be killed at any moment and run again. If a later window holds an event that this
 * very dump recorded, all windows before it were settled by an earlier run and are not tried again; else every append finds out by its
 * expected revision. A stream that others have moved on is appended to at its end.
 */
export async function appendInOrder(
  appends: AsyncIterable<OrderedAppend>,
  { store, importId, signal, resumes, onChange, onWindow }: Appending,
): Promise<void> {
  let waiting: OrderedAppend[] | undefined;
  for await (const window of windows(appends)) {
    signal?.throwIfAborted();
    if (waiting) await write(waiting, resumes && (await wasRecorded(window)));
    waiting = window;
  }
  if (waiting) await write(waiting, false);

  async function write(window: readonly OrderedAppend[], settled: boolean): Promise<void> {
    const planned = window.reduce((sum, { events }) => sum + events.length, 0);
    const { appended, changes } = settled ? { appended: 0, changes: 0 } : await appendWindow(window);
    onWindow(appended, planned + changes - appended);
  }

  /** What is decided on waits until all before it is settled. */
  async function appendWindow(window: readonly OrderedAppend[]): Promise<{ appended: number; changes: number }> {
    const results = await Promise.allSettled(
      window.map(({ stream, events, expected }) => (events.length === 0 ? undefined : store.append(stream, events, expected))),
    );
    let appended = 0;
    let changes = 0;
    for (const [index, result] of results.entries()) {
      const append = window[index]!;
      if (result.status === 'rejected' && !isConflict(result.reason)) throw result.reason;
      if (append.decide && (append.events.length === 0 || result.status === 'rejected')) {
        const types = await decideOn(append, append.decide);
        appended += types.length;
        // A rating that is given otherwise now stands for the one that was planned.
        if (append.events.length > 0) continue;
        changes += types.length;
        types.forEach(onChange);
      } else appended += result.status === 'fulfilled' ? append.events.length : await settle(append);
    }
    return { appended, changes };
  }

  /** Appends what the append decides on; the types of these events. */
  async function decideOn({ stream }: OrderedAppend, decide: NonNullable<OrderedAppend['decide']>): Promise<string[]> {
    for (;;) {
      const recorded = await readStream(store, stream);
      const due = decide(recorded);
      if (due.length === 0) return [];
      try {
        await store.append(stream, due, recorded.length === 0 ? 'no-stream' : recorded.length - 1);
        return due.map(({ type }) => type);
      } catch (error) {
        if (!isConflict(error)) throw error;
      }
    }
  }

  /** Appends what a stream lacks at its actual end; how many events that were. */
  async function settle({ stream, events, onlyFirst }: OrderedAppend): Promise<number> {
    for (;;) {
      const recorded = await readStream(store, stream);
      const ids = new Set(recorded.map(({ id }) => id));
      const missing = events.filter(({ id }) => !ids.has(id));
      if (missing.length === 0 || (onlyFirst && recorded.length > 0)) return 0;
      // Newer code may have written the same under another name.
      known(recorded);
      try {
        await store.append(stream, missing, recorded.length === 0 ? 'no-stream' : recorded.length - 1);
        return missing.length;
      } catch (error) {
        if (!isConflict(error)) throw error;
      }
    }
  }

  /** Whether this dump's own event stands where the window's last append to a new stream would write it. */
  async function wasRecorded(window: readonly OrderedAppend[]): Promise<boolean> {
    const probe = window.findLast(({ expected, onlyFirst }) => expected === 'no-stream' && !onlyFirst);
    const [first] = probe ? await store.read(probe.stream, { limit: 1 }) : [];
    return first !== undefined && first.id === probe?.events[0]?.id && first.meta.correlationId === importId;
  }
}

async function* windows(appends: AsyncIterable<OrderedAppend>): AsyncGenerator<OrderedAppend[]> {
  let window: OrderedAppend[] = [];
  let bytes = 0;
  for await (const append of appends) {
    window.push(append);
    bytes += sizeOf(append);
    if (window.length < WINDOW && bytes < WINDOW_BYTES) continue;
    yield window;
    window = [];
    bytes = 0;
  }
  if (window.length > 0) yield window;
}

const isConflict = (error: unknown): error is RevisionConflict =>
  (error as { code?: unknown } | null)?.code === 'revision-conflict';
