import { readFileSync } from 'node:fs';

/** Written by the build: what each read model's rows and documents depend on (its sources, formulas, contracts and renderer), as a hash. */
const FILE = new URL('../dist/projection-hashes.json', import.meta.url);

/** Hash of a read model's code. A live generation of another hash is out of date and is built anew. Throws before the first build. */
export function projectionHash(name: string): string {
  const hashes = JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, string>;
  const hash = hashes[name];
  if (!hash) throw new Error(`The build made no hash for the read model ${name}`);
  return hash;
}
