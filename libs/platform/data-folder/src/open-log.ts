import { LogDamaged, SqliteEventStore } from '@stoa/event-store/sqlite';
import { logStateIn, writeLogState, type LogState } from './log-state.ts';
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
  const note = (state: LogState) => {
    try {
      writeLogState(files.logState, state);
    } catch (error) {
      // On a full disk it goes on saying `open`, and the next start checks the log.
      if ((error as NodeJS.ErrnoException).errno === undefined) throw error;
    }
  };
  const store = SqliteEventStore.open(files.events, {
    onDamage: (damage) => {
      note({ state: 'damaged', row: damage.row, found: damage.finding });
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
    if (!store.damage && store.closedAt !== undefined) note({ state: 'closed', head: store.closedAt });
  };
  return { store, close };
}

/** Undefined where damage hides it. */
const headOf = (store: SqliteEventStore): Promise<string | undefined> =>
  store.head().catch((error: unknown) => {
    if (error instanceof LogDamaged) return undefined;
    throw error;
  });
