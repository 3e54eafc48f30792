import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '@stoa/kernel';

/** The layout of a data folder that this code writes. */
export const FORMAT_VERSION = 1;

/** Steps from a version to the next one; each must be able to run again after a kill. */
export type Migrations = ReadonlyMap<number, (folder: string) => void>;

/** Version 0 kept no account of its format; what it held is laid out as in version 1. */
export const MIGRATIONS: Migrations = new Map([[0, () => undefined]]);

const fileOf = (folder: string) => join(folder, 'format.json');

/** The version that a folder says it has; 0 for one with events and no word on it, undefined for an empty one. */
export function formatOf(folder: string): number | undefined {
  if (!existsSync(fileOf(folder))) return existsSync(join(folder, 'events.sqlite')) ? 0 : undefined;
  const { version } = JSON.parse(readFileSync(fileOf(folder), 'utf8')) as { version?: unknown };
  if (typeof version !== 'number' || !Number.isInteger(version))
    throw new Refusal('validation-failed', `${fileOf(folder)} does not say a format version.`);
  return version;
}

/** Brings a folder to the present version. A newer one is refused: code that does not know it must not touch it. */
export function migrate(folder: string, migrations: Migrations = MIGRATIONS, target = FORMAT_VERSION): void {
  const found = formatOf(folder);
  if (found !== undefined && found > target)
    throw new Refusal(
      'validation-failed',
      `The data folder ${folder} has format ${found}; this Stoa knows up to ${target}. Use a newer Stoa.`,
    );
  for (let version = found ?? target; version < target; version++) {
    const step = migrations.get(version);
    if (!step)
      throw new Refusal('validation-failed', `The data folder ${folder} has format ${version}, which this Stoa cannot migrate.`);
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
