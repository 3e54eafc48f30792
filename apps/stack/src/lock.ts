import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { birthOf, isAlive } from '@stoa/dev-servers';

/** Runs work while no other command works on this folder. Takes over the lock of a holder that died. */
export async function alone<A>(folder: string, work: () => Promise<A>): Promise<A> {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const file = join(folder, 'lock');
  take(file);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): void {
  const me = JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) });
  try {
    writeFileSync(file, me, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = holderOf(file);
    if (holder) throw new Error(`process ${holder} is starting or stopping this stack`, { cause: error });
    rmSync(file, { force: true });
    take(file);
  }
}

/** The living process that holds the lock. */
function holderOf(file: string): number | undefined {
  try {
    const { pid, birth } = JSON.parse(readFileSync(file, 'utf8')) as { pid: number; birth: string };
    return isAlive(pid) && birthOf(pid) === birth ? pid : undefined;
  } catch {
    return undefined; // it died while writing, or released the lock
  }
}
