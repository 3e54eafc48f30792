import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Refusal } from '@stoa/kernel';
import { Sqlite, namingFile } from '@stoa/sqlite';
import { filesOf } from './data-folder.ts';
import { FORMAT_FILE } from './folder-format.ts';

export interface BackedUp {
  readonly folder: string;
  readonly events: number;
  /** Bytes of the copy. */
  readonly bytes: number;
}

/**
 * Copies what cannot be rebuilt of a data folder, also while a server writes it: the log, and what readers told that is not sealed yet. Each file is of one
 * moment, and the facts are copied before the log: what was sealed between is in both, and is counted once. The copy is checked, and comes into being whole
 * under its name; a folder that is there is never written over. Read models, the salts of pseudonyms and secrets are not part of it.
 */
export function backUp(from: string, to: string): BackedUp {
  const [source, folder] = [filesOf(resolve(from)), resolve(to)];
  if (!existsSync(source.events))
    throw new Refusal('not-found', `${resolve(from)} is not a data folder of Stoa: it has no events.sqlite.`);
  if (existsSync(folder)) throw new Refusal('validation-failed', `${folder} exists; a backup is written to a new folder.`);
  const draft = join(dirname(folder), `.${basename(folder)}.${process.pid}.draft`);
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  try {
    const target = filesOf(draft);
    if (existsSync(source.viewFacts)) copied(source.viewFacts, target.viewFacts);
    copied(source.events, target.events);
    const format = join(resolve(from), FORMAT_FILE);
    if (existsSync(format)) copyFileSync(format, join(draft, FORMAT_FILE));
    const { events, bytes } = checked(target.events);
    for (const name of readdirSync(draft)) kept(join(draft, name));
    // Renamed over nothing: an empty folder that was made meanwhile would be replaced, one with files in it is refused.
    renameSync(draft, folder);
    return { folder, events, bytes };
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

/** One moment of a database, whoever writes it: SQLite copies what a reader sees into a new file. */
function copied(file: string, to: string): void {
  const db = namingFile(file, () => new Sqlite(file, { readonly: true, timeout: 5000 }));
  try {
    db.prepare('VACUUM INTO ?').run(to);
  } finally {
    db.close();
  }
}

/** On disk, and for its owner alone. */
function kept(file: string): void {
  chmodSync(file, 0o600);
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Reads the copy: its pages, and that no position is missing in its log. */
function checked(file: string): { events: number; bytes: number } {
  const db = namingFile(file, () => new Sqlite(file));
  try {
    const found = db.pragma('integrity_check', { simple: true });
    if (found !== 'ok') throw new Refusal('storage-unavailable', `The copy of the log is damaged: ${String(found)}.`);
    const { events, last } = db
      .prepare('SELECT count(*) AS events, coalesce(max(position), 0) AS last FROM event')
      .get() as Record<'events' | 'last', number>;
    if (events !== last)
      throw new Refusal('storage-unavailable', `The log holds ${events} events, and its last position is ${last}.`);
    const pages = db.pragma('page_count', { simple: true }) as number;
    return { events, bytes: pages * (db.pragma('page_size', { simple: true }) as number) };
  } finally {
    db.close();
  }
}
