import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLineOf, isAlive, killWithChildren } from './processes.ts';

/** The beginning of a private folder's name: it names the owner, so that no other user's is taken for a leftover. */
export const folderPrefix = (kind: string): string => `stoa-server-${process.pid}-${kind}-`;

/** Ends servers and removes folders whose tests are gone; only the end of the whole machine leaves any. */
export function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, owner] = /^stoa-server-(\d+)-[a-z]+-\w{6}$/.exec(name) ?? [];
    if (!owner || isAlive(Number(owner))) continue;
    const folder = join(tmpdir(), name);
    const pid = pidIn(folder);
    if (pid !== undefined && commandLineOf(pid).includes(folder)) killWithChildren(pid);
    rmSync(folder, { recursive: true, force: true });
  }
}

function pidIn(folder: string): number | undefined {
  try {
    return Number(readFileSync(join(folder, 'pid'), 'utf8'));
  } catch {
    return undefined; // it never started
  }
}
