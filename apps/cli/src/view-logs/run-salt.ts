import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunSalts, SALT_BYTES } from '@stoa/visitors';

const FILE = 'log-import.salt';
/** No salt is kept for longer. */
const KEPT_MS = 48 * 60 * 60 * 1000;

/** The salt of a run that imports logs: in a folder until the run has ended, so that one that was cut off goes on with the same pseudonyms. */
export class RunSalt {
  private constructor(
    readonly salts: RunSalts,
    private readonly file: string,
  ) {}

  static keptIn(folder: string, now = Date.now()): RunSalt {
    const file = join(folder, FILE);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (existsSync(file) && now - statSync(file).mtimeMs > KEPT_MS) rmSync(file);
    if (!existsSync(file)) {
      writeFileSync(`${file}.tmp`, randomBytes(SALT_BYTES), { mode: 0o600 });
      renameSync(`${file}.tmp`, file);
    }
    return new RunSalt(new RunSalts(readFileSync(file)), file);
  }

  end(): void {
    rmSync(this.file, { force: true });
  }
}
