import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Refusal } from '@stoa/kernel';
import type { DataFolder } from './data-folder.ts';

const BYTES = 32;

/** The key of readers' sessions, made where the folder has none; mode 0600. It outlives restarts: who deletes it signs everybody out. */
export function sessionKeyOf({ files }: Pick<DataFolder, 'files'>): Uint8Array {
  if (!existsSync(files.sessionKey)) {
    // By way of a draft: a process that is killed leaves a whole key or none.
    const draft = `${files.sessionKey}.draft`;
    writeFileSync(draft, `${randomBytes(BYTES).toString('base64url')}\n`, { mode: 0o600 });
    renameSync(draft, files.sessionKey);
  }
  const key = Buffer.from(readFileSync(files.sessionKey, 'utf8').trim(), 'base64url');
  if (key.length !== BYTES)
    throw new Refusal('validation-failed', `${files.sessionKey} holds no session key; delete it, and a new one is made.`);
  return key;
}
