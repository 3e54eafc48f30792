import { existsSync, readFileSync } from 'node:fs';

/** What a read model is made by. Made at build time (tools/projection-hashes.mjs), without comments, layout and types. */
export interface CodeHashes {
  /** Of the code that its rows depend on: projection, entities, contracts. Other code means other rows: the log is replayed. */
  readonly rows: string;
  /** Of the code that makes documents of rows: builder, ranking, renderer. Other code means that documents are built again, from the same rows. */
  readonly documents: string;
}

const FILE = new URL('../dist/projection-hashes.json', import.meta.url);

/** Read with the code that it is about: what is built later, while this process runs, is not what it runs. */
const HASHES: Readonly<Record<string, CodeHashes>> = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {};

/** Throws before the first build. */
export function codeHashes(name: string): CodeHashes {
  const hashes = HASHES[name];
  if (!hashes) throw new Error(`The build made no hashes for the read model ${name}`);
  return hashes;
}

/** Hash of all of a read model's code. A live generation of another hash is out of date and is rebuilt. */
export const projectionHash = (name: string): string => Object.values(codeHashes(name)).join('.');
