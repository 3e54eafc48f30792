import { LogDamaged, SqliteEventStore } from '@stoa/event-store';
import { logStateIn, writeLogState } from './log-state.ts';
import type { FolderFiles } from './data-folder.ts';

export interface OpenLog {
  readonly store: SqliteEventStore;
  close(): Promise<void>;
}

/**
 * Opens the log for writing. It is checked, within a bounded time, unless it was closed in order and still ends where it did then; what was
 * found damaged before is looked at again. A damaged one takes no writes.
 */
export async function openLog(
  files: Pick<FolderFiles, 'events' | 'logState'>,
  onDamage: (damage: LogDamaged) => void,
): Promise<OpenLog> {
  const before = logStateIn(files.logState);
  const store = SqliteEventStore.open(files.events, {
    onDamage: (damage) => {
      writeLogState(files.logState, { state: 'damaged', row: damage.row, found: damage.finding });
      onDamage(damage);
    },
  });
  try {
    if (before?.state !== 'closed' || before.head !== (await headOf(store)))
      store.check({ knownRow: before?.state === 'damaged' ? before.row : undefined });
    if (!store.damage) writeLogState(files.logState, { state: 'open' });
  } catch (error) {
    await store.close();
    throw error;
  }
  const close = async () => {
    await store.close();
    if (!store.damage && store.closedAt !== undefined) writeLogState(files.logState, { state: 'closed', head: store.closedAt });
  };
  return { store, close };
}

/** Undefined where damage hides it. */
const headOf = (store: SqliteEventStore): Promise<string | undefined> =>
  store.head().catch((error: unknown) => {
    if (error instanceof LogDamaged) return undefined;
    throw error;
  });
