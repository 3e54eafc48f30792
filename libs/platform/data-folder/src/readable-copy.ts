import { accessSync, chmodSync, constants, cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { FolderFiles } from './data-folder.ts';

export interface ReadableCopy {
  readonly path: string;
  discard(): void;
}

/**
 * A copy of the log and the read models of a folder that cannot be written, for the time of a command; undefined where none is needed. SQLite
 * reads a file with a write-ahead log only where it may create files beside it, or where its writer has: then another process serves it.
 */
export function readableCopy(folder: string, files: FolderFiles, also: readonly string[] = []): ReadableCopy | undefined {
  if (isWritable(folder) || existsSync(`${files.events}-shm`)) return undefined;
  const path = mkdtempSync(join(tmpdir(), 'stoa-read-only-'));
  const discard = () => rmSync(path, { recursive: true, force: true });
  try {
    for (const name of [files.events, `${files.events}-wal`, files.readModels, ...also])
      // Cheap where the file system shares what two files have in common.
      if (existsSync(name)) cpSync(name, join(path, basename(name)), { recursive: true, mode: constants.COPYFILE_FICLONE });
    // A copy has the permissions of what it is of: without more it could not even be removed.
    for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' })) chmodSync(join(path, name), 0o700);
    return { path, discard };
  } catch (error) {
    discard();
    throw error;
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
