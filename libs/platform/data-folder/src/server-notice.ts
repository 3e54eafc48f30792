import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { filesOf, type DataFolder } from './data-folder.ts';
import { FolderLock } from './folder-lock.ts';

export interface RunningServer {
  readonly url: string;
  /** Proves to the server that the caller may read its data folder. */
  readonly secret: string;
}

/** A new secret for processes that can read this folder; mode 0600, 192 bits, new at each start. */
export function writeAdminSecret({ files }: Pick<DataFolder, 'files'>): string {
  const secret = randomBytes(24).toString('base64url');
  rmSync(files.adminSecret, { force: true });
  writeFileSync(files.adminSecret, `${secret}\n`, { mode: 0o600 });
  return secret;
}

/** Publishes the address of the server that holds the folder. */
export function announceServer({ files }: Pick<DataFolder, 'files'>, url: string): void {
  writeFileSync(files.server, `${JSON.stringify({ url, pid: process.pid })}\n`, { mode: 0o600 });
}

export function withdrawNotice({ files }: Pick<DataFolder, 'files'>): void {
  rmSync(files.server, { force: true });
}

/** The server that holds a folder now. A notice left by a killed server is ignored: the lock shows which server is alive. */
export function findServer(folder: string): RunningServer | undefined {
  const files = filesOf(resolve(folder));
  if (!existsSync(files.server) || !existsSync(files.adminSecret) || !existsSync(files.lock) || !FolderLock.isHeld(files.lock))
    return undefined;
  const { url } = JSON.parse(readFileSync(files.server, 'utf8')) as { url: string };
  return { url, secret: readFileSync(files.adminSecret, 'utf8').trim() };
}
