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

/** The files of a dump's folder by table; names are case-insensitive. Refuses a folder that cannot be read or lacks Posts.xml. */
export async function findTables(folder: string): Promise<Map<TableName, TableFile>> {
  const names = await readdir(folder).catch((cause: Error) => {
    throw new Refusal('validation-failed', `The folder ${folder} cannot be read: ${cause.message}.`, [], { cause });
  });
  const found = new Map<TableName, TableFile>();
  for (const table of TABLES) {
    const name = names.find((each) => each.toLowerCase() === `${table}.xml`.toLowerCase());
    if (!name) continue;
    const path = join(folder, name);
    found.set(table, { path, bytes: (await stat(path)).size });
  }
  if (!found.has('Posts')) {
    throw new Refusal('validation-failed', `The folder ${folder} holds no Posts.xml, so it is no Stack Exchange dump.`);
  }
  return found;
}
