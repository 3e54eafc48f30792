import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SqliteEventStore } from '@stoa/event-store';
import { Refusal } from '@stoa/kernel';
import { FolderLock } from './folder-lock.ts';
import { FORMAT_VERSION, formatOf, migrate } from './folder-format.ts';

/** The files of a data folder. Only `events` is the source of truth; the rest can be rebuilt from it. */
export interface FolderFiles {
  readonly events: string;
  readonly readModels: string;
  readonly htmlCache: string;
  readonly lock: string;
  readonly adminSecret: string;
  readonly sessionKey: string;
  readonly server: string;
}

export interface DataFolder {
  readonly path: string;
  readonly files: FolderFiles;
  readonly store: SqliteEventStore;
  /** Closes the store and releases the lock. */
  release(): Promise<void>;
}

export const filesOf = (path: string): FolderFiles => ({
  events: join(path, 'events.sqlite'),
  readModels: join(path, 'read-models'),
  htmlCache: join(path, 'html-cache.sqlite'),
  lock: join(path, 'lock.sqlite'),
  adminSecret: join(path, 'admin-secret'),
  sessionKey: join(path, 'session-key'),
  server: join(path, 'server.json'),
});

/**
 * Opens a data folder. `write` creates it where it is missing, migrates an older format and takes the lock: a second writer is refused.
 * `read` changes nothing and needs no lock; it refuses a folder that does not exist.
 */
export async function openDataFolder(folder: string, { mode }: { mode: 'read' | 'write' }): Promise<DataFolder> {
  const path = resolve(folder);
  const files = filesOf(path);
  if (mode === 'read') {
    if (!existsSync(files.events))
      throw new Refusal('not-found', `${path} is not a data folder of Stoa: it has no events.sqlite.`);
    if ((formatOf(path) ?? 0) > FORMAT_VERSION) migrate(path);
    const store = SqliteEventStore.open(files.events, { readOnly: true });
    return { path, files, store, release: () => store.close() };
  }
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const lock = FolderLock.take(files.lock);
  if (!lock) throw new Refusal('request-in-progress', `Another Stoa process holds the data folder ${path}.`);
  try {
    // Left by a killed server: it must not be taken for the address of the server that holds the lock now.
    rmSync(files.server, { force: true });
    migrate(path);
    const store = SqliteEventStore.open(files.events);
    return { path, files, store, release: () => store.close().finally(() => lock.release()) };
  } catch (error) {
    lock.release();
    throw error;
  }
}
