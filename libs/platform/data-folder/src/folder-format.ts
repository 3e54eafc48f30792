import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sealEventFile, type Sealed } from '@stoa/event-store/sqlite';
import { Refusal } from '@stoa/kernel';

/** The layout of a data folder that this code writes. */
export const FORMAT_VERSION = 2;

/** Steps from a version to the next one; each must be able to run again after a kill. */
export type Migrations = ReadonlyMap<number, Migration>;
type Migration = (folder: string, onProgress: OnProgress) => Promise<void> | void;
export type OnProgress = (progress: Sealed) => void;

/** Version 0 did not record its format; its layout is that of version 1. From version 2 on each event has checksums. */
export const MIGRATIONS: Migrations = new Map<number, Migration>([
  [0, () => undefined],
  [1, (folder, onProgress) => sealEventFile(join(folder, 'events.sqlite'), onProgress)],
]);

export interface MigrationOptions {
  readonly migrations?: Migrations;
  readonly target?: number;
  readonly onProgress?: OnProgress | undefined;
}

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

/** Refuses a folder of a newer version: code that does not know it must not touch it. Returns the version that it has. */
export function knownFormat(folder: string, target = FORMAT_VERSION): number | undefined {
  const found = formatOf(folder);
  if (found !== undefined && found > target)
    throw new Refusal(
      'validation-failed',
      `The data folder ${folder} has format ${found}; this version of Stoa supports up to ${target}. Use a newer version.`,
    );
  return found;
}

/** Migrates a folder to the current version. */
export async function migrate(
  folder: string,
  { migrations = MIGRATIONS, target = FORMAT_VERSION, onProgress = () => undefined }: MigrationOptions = {},
): Promise<void> {
  const found = knownFormat(folder, target);
  for (let version = found ?? target; version < target; version++) {
    const step = migrations.get(version);
    if (!step)
      throw new Refusal(
        'validation-failed',
        `The data folder ${folder} has format ${version}, which this version of Stoa cannot migrate.`,
      );
    await step(folder, onProgress);
    writeFormat(folder, version + 1);
  }
  if (found === undefined) writeFormat(folder, target);
}

function writeFormat(folder: string, version: number): void {
  const draft = `${fileOf(folder)}.draft`;
  writeFileSync(draft, `${JSON.stringify({ version })}\n`);
  renameSync(draft, fileOf(folder));
}
