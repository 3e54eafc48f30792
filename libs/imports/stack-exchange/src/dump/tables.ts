import { Refusal } from '@stoa/kernel';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The tables that an import reads, in the order in which it reads them. */
export const TABLES = ['Posts', 'Users', 'Tags', 'Votes', 'PostHistory'] as const;
export type TableName = (typeof TABLES)[number];

export interface TableFile {
  readonly path: string;
  readonly bytes: number;
}

/**
 * The files of a dump's folder by table; names are case-insensitive. Refuses what is no folder, cannot be read, or lacks a file Posts.xml, and says what
 * to do.
 */
export async function findTables(folder: string): Promise<Map<TableName, TableFile>> {
  const names = await readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOTDIR') throw new Refusal('validation-failed', noFolder(folder), [], { cause });
    if (cause.code === 'ENOENT') throw new Refusal('validation-failed', `There is no folder ${folder}.`, [], { cause });
    throw new Refusal('validation-failed', `The folder ${folder} cannot be read: ${cause.message}.`, [], { cause });
  });
  const found = new Map<TableName, TableFile>();
  for (const table of TABLES) {
    const same = names.filter((each) => each.toLowerCase() === `${table}.xml`.toLowerCase());
    if (same.length > 1)
      throw new Refusal(
        'validation-failed',
        `The folder ${folder} holds ${same.sort().join(' and ')}: which of them is meant? Move the other.`,
      );
    const [name] = same;
    if (name === undefined) continue;
    const path = join(folder, name);
    const file = await stat(path);
    if (!file.isFile())
      throw new Refusal(
        'validation-failed',
        `${name} in ${folder} is a folder and no file. If it holds the dump, name ${path} instead.`,
      );
    found.set(table, { path, bytes: file.size });
  }
  if (!found.has('Posts')) throw new Refusal('validation-failed', noPosts(folder, names));
  return found;
}

const ARCHIVE = /\.(7z|zip|tar|gz|bz2|xz)$/i;

const unpacking = (archive: string) => (/\.7z$/i.test(archive) ? `7z x ${archive} -o<folder>` : 'the program that packed it');

function noFolder(path: string): string {
  if (ARCHIVE.test(path)) return `${path} is an archive. Unpack it first (${unpacking(path)}), and name the folder.`;
  return `${path} is a file. Name the folder that holds Posts.xml.`;
}

function noPosts(folder: string, names: readonly string[]): string {
  const none = `The folder ${folder} holds no Posts.xml, so it is no Stack Exchange dump.`;
  const archive = names.filter((name) => ARCHIVE.test(name)).sort()[0];
  if (archive) return `${none} Unpack ${archive} first (${unpacking(archive)}), and name that folder.`;
  return names.some((name) => /^Posts/i.test(name))
    ? `${none} It has ${names.filter((name) => /^Posts/i.test(name)).join(', ')}.`
    : none;
}
