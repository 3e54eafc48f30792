import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** A file of ours that cannot be used; `message` names it and says why, `code` is SQLite's. */
export class UnusableFile extends Error {
  override readonly name = 'UnusableFile';
  readonly code: unknown;

  constructor(file: string, cause: unknown) {
    super(`${file} cannot be used: ${reasonOf(file, cause)}.`, { cause });
    this.code = (cause as { code?: unknown }).code;
  }
}

/** What `open` returns. Its errors name the file, which those of SQLite do not. */
export function namingFile<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (cause) {
    throw new UnusableFile(file, cause);
  }
}

function reasonOf(file: string, cause: unknown): string {
  const { code = '', message } = cause as { code?: string; message: string };
  if (code === 'SQLITE_NOTADB') return 'it is not a SQLite database';
  if (code.startsWith('SQLITE_READONLY')) return 'it or its folder is read-only';
  if (code.startsWith('SQLITE_CANTOPEN') || cause instanceof TypeError) return whyNotOpened(file) ?? message;
  return message.replace(/\.$/, '');
}

/** SQLite has one word for all of these. */
function whyNotOpened(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory()) return 'it is a folder';
  const folder = dirname(file);
  if (!statSync(folder, { throwIfNoEntry: false })) return `the folder ${folder} does not exist`;
  if (found && !permits(file, constants.R_OK)) return 'permission denied';
  if (!permits(folder, constants.W_OK)) return `the folder ${folder} cannot be written`;
  return found ? undefined : 'it does not exist';
}

function permits(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
