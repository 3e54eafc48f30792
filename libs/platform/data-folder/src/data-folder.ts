import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { SqliteEventStore } from '@stoa/event-store';
import { Refusal } from '@stoa/kernel';
import { FolderLock } from './folder-lock.ts';
import { FolderProbe } from './folder-probe.ts';
import { FORMAT_FILE, FORMAT_VERSION, formatOf, migrate } from './folder-format.ts';
import { ownerOnly, type Tightened } from './owner-only.ts';
import { readableCopy } from './readable-copy.ts';

/**
 * The files of a data folder. `events` is the source of truth, and `viewFacts` what is on its way into it; the rest can be rebuilt from
 * these two, or made anew (`salts`, `sessionKey`).
 */
export interface FolderFiles {
  readonly events: string;
  /** What readers told that is not yet sealed. */
  readonly viewFacts: string;
  /** Folder of the secrets behind readers’ pseudonyms; each is deleted after two days, and belongs in no backup. */
  readonly salts: string;
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
  /** What was open to other users when it was opened for writing. */
  readonly tightened: Tightened;
  /** Null, or why it cannot be written; by writing a little now and then. */
  health(): Promise<string | null>;
  /** Closes the store and releases the lock. */
  release(): Promise<void>;
}

export const filesOf = (path: string): FolderFiles => ({
  events: join(path, 'events.sqlite'),
  viewFacts: join(path, 'view-facts.sqlite'),
  salts: join(path, 'salts'),
  readModels: join(path, 'read-models'),
  htmlCache: join(path, 'html-cache.sqlite'),
  lock: join(path, 'lock.sqlite'),
  adminSecret: join(path, 'admin-secret'),
  sessionKey: join(path, 'session-key'),
  server: join(path, 'server.json'),
});

/**
 * Opens a data folder. `write` creates it where it is missing, takes it from other users (0700, files 0600), migrates an older format and takes the lock: a second writer is refused.
 * `read` changes nothing and needs no lock, nor the right to write; it refuses a folder that does not exist.
 */
export async function openDataFolder(folder: string, { mode }: { mode: 'read' | 'write' }): Promise<DataFolder> {
  const path = resolve(folder);
  const files = filesOf(path);
  if (mode === 'read') {
    if (!existsSync(files.events))
      throw new Refusal('not-found', `${path} is not a data folder of Stoa: it has no events.sqlite.`);
    if ((formatOf(path) ?? 0) > FORMAT_VERSION) migrate(path);
    return openReadable(path, files);
  }
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const tightened = ownerOnly(path, [FORMAT_FILE, ...Object.values(files).map((file) => basename(file))]);
  const lock = FolderLock.take(files.lock);
  if (!lock) throw new Refusal('request-in-progress', `Another Stoa process holds the data folder ${path}.`);
  try {
    // Left by a killed server: it must not be taken for the address of the server that holds the lock now.
    rmSync(files.server, { force: true });
    migrate(path);
    const store = SqliteEventStore.open(files.events);
    const probe = new FolderProbe(path);
    const health = async () => store.trouble ?? probe.check();
    return { path, files, store, tightened, health, release: () => store.close().finally(() => lock.release()) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function openReadable(path: string, files: FolderFiles): DataFolder {
  const copy = readableCopy(path, files);
  try {
    const readable = copy ? filesOf(copy.path) : files;
    const store = SqliteEventStore.open(readable.events, { readOnly: true });
    const release = () => store.close().finally(() => copy?.discard());
    return { path, files: readable, store, tightened: { mended: 0, left: 0 }, health: async () => null, release };
  } catch (error) {
    copy?.discard();
    throw error;
  }
}
