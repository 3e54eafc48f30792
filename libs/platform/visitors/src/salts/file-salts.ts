import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DailySalts, type SaltShelf } from './daily-salts.ts';
import { SALT_BYTES } from './salts.ts';

const FILE = /^(\d{4}-\d\d-\d\d)(?:\.[\w-]+\.tmp|\.salt)$/;

/** Salts in a folder of their own, a file for each day that only the owner reads. Processes that share the folder agree on one salt. */
export class FileSalts extends DailySalts {
  private constructor(folder: string, now?: () => number) {
    super(new FolderShelf(folder), now);
  }

  /** Makes the folder where it is missing, and deletes salts that are older than 48 hours. */
  static async open(folder: string, now?: () => number): Promise<FileSalts> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const salts = new FileSalts(folder, now);
    await salts.sweep();
    return salts;
  }
}

class FolderShelf implements SaltShelf {
  constructor(private readonly folder: string) {}

  async read(day: string): Promise<Uint8Array | undefined> {
    const salt = await readFile(this.fileOf(day)).catch(onCode('ENOENT', undefined));
    if (salt && salt.length !== SALT_BYTES)
      throw new Error(`${this.fileOf(day)} is damaged: it has ${salt.length} bytes instead of ${SALT_BYTES}; delete it.`);
    return salt;
  }

  /** Written and synced under another name first: a salt of that day is there whole, or not at all. */
  async keep(day: string, salt: Uint8Array): Promise<Uint8Array> {
    const draft = join(this.folder, `${day}.${randomUUID()}.tmp`);
    try {
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(salt);
        await file.sync();
      } finally {
        await file.close();
      }
      // Unlike renaming, a link never replaces what another process has kept meanwhile.
      await link(draft, this.fileOf(day)).catch(onCode('EEXIST', undefined));
    } finally {
      await rm(draft, { force: true });
    }
    return (await this.read(day)) ?? this.keep(day, salt);
  }

  async deleteBefore(day: string): Promise<void> {
    for (const name of await readdir(this.folder)) {
      const of = FILE.exec(name)?.[1];
      if (of !== undefined && of < day) await rm(join(this.folder, name), { force: true });
    }
  }

  private fileOf(day: string): string {
    return join(this.folder, `${day}.salt`);
  }
}

const onCode =
  <T>(code: string, value: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === code) return value;
    throw error;
  };
