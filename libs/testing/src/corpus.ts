import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A suite over a folder of CORPUS_DIR, which holds published data; where there is none it is one skipped test whose name says so. */
export function describeWithCorpus(name: string, folder: string, suite: (path: string) => void): void {
  const corpus = process.env['CORPUS_DIR'];
  const path = join(corpus ?? '', folder);
  if (corpus && existsSync(path)) describe(name, () => suite(path));
  else it.skip(`${name} (CORPUS_DIR names no folder with ${folder})`, () => undefined);
}
