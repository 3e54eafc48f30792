import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '@stoa/kernel';

/** The layout of a data folder that this code writes. */
export const FORMAT_VERSION = 1;

/** Steps from a version to the next one; each must be able to run again after a kill. */
export type Migrations = ReadonlyMap<number, (folder: string) => void>;

/** Version 0 did not record its format; its layout is that of version 1. */
export const MIGRATIONS: Migrations = new Map([[0, () => undefined]]);

export const FORMAT_FILE = 'format.json';
const fileOf = (folder: string) => join(folder, FORMAT_FILE);

/** The recorded version; 0 for a folder with events and no record, undefined for an empty one. */
export function formatOf(folder: string): number | undefined {
  if (!existsSync(fileOf(folder))) return existsSync(join(folder, 'events.sqlite')) ? 0 : undefined;
  const { version } = recordIn(fileOf(folder));
  if (typeof version !== 'number' || !Number.isInteger(version))
    throw new Refusal('validation-failed', `${fileOf(folder)} holds no format version.`);
  return version;
}

/** Nothing where it is not JSON. */
function recordIn(file: string): { version?: unknown } {
  const text = readFileSync(file, 'utf8');
  try {
    return JSON.parse(text) as { version?: unknown };
  } catch {
    return {};
  }
}

/** Migrates a folder to the current version. A newer one is refused: code that does not know it must not touch it. */
export function migrate(folder: string, migrations: Migrations = MIGRATIONS, target = FORMAT_VERSION): void {
  const found = formatOf(folder);
  if (found !== undefined && found > target)
    throw new Refusal(
      'validation-failed',
      `The data folder ${folder} has format ${found}; this version of Stoa supports up to ${target}. Use a newer version.`,
    );
  for (let version = found ?? target; version < target; version++) {
    const step = migrations.get(version);
    if (!step)
      throw new Refusal(
        'validation-failed',
        `The data folder ${folder} has format ${version}, which this version of Stoa cannot migrate.`,
      );
    step(folder);
    writeFormat(folder, version + 1);
  }
  if (found === undefined) writeFormat(folder, target);
}

function writeFormat(folder: string, version: number): void {
  const draft = `${fileOf(folder)}.draft`;
  writeFileSync(draft, `${JSON.stringify({ version })}\n`);
  renameSync(draft, fileOf(folder));
}
