import { existsSync, readFileSync } from 'node:fs';

/** Written by the build: what each read model's rows and documents depend on (its sources, formulas, contracts and renderer), as a hash. */
const FILE = new URL('../dist/projection-hashes.json', import.meta.url);

/** Read with the code that it is about: what is built later, while this process runs, is not what it runs. */
const HASHES: Readonly<Record<string, string>> = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {};

/** Hash of a read model's code. A live generation of another hash is out of date and is built anew. Throws before the first build. */
export function projectionHash(name: string): string {
  const hash = HASHES[name];
  if (!hash) throw new Error(`The build made no hash for the read model ${name}`);
  return hash;
}
