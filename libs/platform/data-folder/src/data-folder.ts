import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { SqliteEventStore, type LogDamaged } from '@stoa/event-store/sqlite';
import { Refusal } from '@stoa/kernel';
import { FolderLock } from './folder-lock.ts';
import { FolderProbe } from './folder-probe.ts';
import { FORMAT_FILE, knownFormat, migrate, type OnProgress } from './folder-format.ts';
import { openLog } from './open-log.ts';
import { ownerOnly, type Tightened } from './owner-only.ts';
import { readableCopy } from './readable-copy.ts';

/**
 * The files of a data folder. `events` is the source of truth, and `viewFacts` what is on its way into it; the rest can be rebuilt from
 * these two, or made anew (`salts`, `sessionKey`).
 */
export interface FolderFiles {
  readonly events: string;
  /** How the log's last writer left it. */
  readonly logState: string;
  /** What readers told that is not yet sealed. */
  readonly viewFacts: string;
  /** Folder of the secrets behind readers’ pseudonyms; each is deleted after two days, and belongs in no backup. */
  readonly salts: string;
  readonly readModels: string;
  /** Folder of what is folded only to be compared; nothing in it outlives the server that made it. */
  readonly verification: string;
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
  logState: join(path, 'log-state.json'),
  viewFacts: join(path, 'view-facts.sqlite'),
  salts: join(path, 'salts'),
  readModels: join(path, 'read-models'),
  verification: join(path, 'verification'),
  htmlCache: join(path, 'html-cache.sqlite'),
  lock: join(path, 'lock.sqlite'),
  adminSecret: join(path, 'admin-secret'),
  sessionKey: join(path, 'session-key'),
  server: join(path, 'server.json'),
});

/** How the names of everything that is ours begin. */
export const namesOf = (files: FolderFiles): string[] => [FORMAT_FILE, ...Object.values(files).map((file) => basename(file))];

export interface OpeningOptions {
  readonly mode: 'read' | 'write';
  /** Called while rows of a former release get their checksums. */
  readonly onUpgrade?: OnProgress;
  /** Called when the log is found damaged, at the start or later. */
  readonly onDamage?: (damage: LogDamaged) => void;
}

/**
 * Opens a data folder. `write` creates it where it is missing, takes it from other users (0700, files 0600), migrates an older format and takes the lock: a second writer is refused. A damaged log is opened, and takes no writes.
 * `read` changes nothing and needs no lock, nor the right to write; it refuses a folder that does not exist.
 */
export async function openDataFolder(folder: string, options: OpeningOptions): Promise<DataFolder> {
  const { mode, onUpgrade, onDamage = () => undefined } = options;
  const path = resolve(folder);
  const files = filesOf(path);
  if (mode === 'read') {
    if (!existsSync(files.events))
      throw new Refusal('not-found', `${path} is not a data folder of Stoa: it has no events.sqlite.`);
    knownFormat(path);
    return openReadable(path, files);
  }
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const tightened = ownerOnly(path, namesOf(files));
  const lock = FolderLock.take(files.lock);
  if (!lock) throw new Refusal('request-in-progress', `Another Stoa process holds the data folder ${path}.`);
  try {
    // Left by a killed server: it must not be taken for the address of the server that holds the lock now.
    rmSync(files.server, { force: true });
    rmSync(files.verification, { recursive: true, force: true });
    await migrate(path, { onProgress: onUpgrade });
    const { store, close } = await openLog(files, onDamage);
    const probe = new FolderProbe(path);
    const health = async () => store.trouble ?? probe.check();
    return { path, files, store, tightened, health, release: () => close().finally(() => lock.release()) };
  } catch (error) {
    lock.release();
    throw withRemedy(error);
  }
}

/** Of a log that SQLite cannot open at all, nothing can be served. */
function withRemedy(error: unknown): unknown {
  const { code, message } = error as { code?: unknown; message: string };
  if (!/^SQLITE_(?:CORRUPT|NOTADB)/.test(String(code))) return error;
  return new Error(`${message} \`npx stoa doctor\` says what to do.`, { cause: error });
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
