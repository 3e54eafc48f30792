import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const PREFIX = 'stoa-import-';
const NAME = /^stoa-import-(\d+)-/;

/** A new folder for temporary files under `parent`. Folders that killed imports left there are removed. */
export async function makeScratchFolder(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  const left = (await readdir(parent)).filter((name) => {
    const pid = NAME.exec(name)?.[1];
    return pid !== undefined && !isRunning(Number(pid));
  });
  for (const name of left) await rm(join(parent, name), { recursive: true, force: true });
  return mkdtemp(join(parent, `${PREFIX}${process.pid}-`));
}

/** Whether a process has this id; one that may not be signalled has it too. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
