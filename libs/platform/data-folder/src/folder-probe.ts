import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';

const PROBE_BYTES = 64 * 1024;
/** A result is good for this long: probes of readiness come from several sides. */
const GOOD_MS = 2000;

const CAUSES: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'permission denied',
  EIO: 'the device fails',
};

/** Writes a file and syncs it to disk. */
async function write(file: string): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(Buffer.alloc(PROBE_BYTES)); // `write` may write a part and call it a success
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** Whether a data folder takes writes, found out by writing; null, or why it does not. It is read without credentials, and names no path. */
export class FolderProbe {
  private result: Promise<string | null> | undefined;
  private until = 0;

  constructor(
    private readonly folder: string,
    private readonly attempt: (file: string) => Promise<void> = write,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  check(): Promise<string | null> {
    if (this.result && this.clock() < this.until) return this.result;
    this.until = this.clock() + GOOD_MS;
    return (this.result = this.probe());
  }

  private async probe(): Promise<string | null> {
    const file = join(this.folder, 'write-probe');
    try {
      await this.attempt(file).finally(() => rm(file, { force: true }));
      return null;
    } catch (error) {
      const { code = '', message } = error as NodeJS.ErrnoException;
      return `The data folder cannot be written: ${CAUSES[code] ?? message} (${code || 'unknown'}).`;
    }
  }
}
