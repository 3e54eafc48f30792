// Writes what each read model's rows and documents depend on as a hash: its own sources, and what all share
// (column kinds, contracts, renderer, fold). A live generation with another hash is out of date and is built anew.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const readModels = 'libs/read-models/src';
const shared = [
  'libs/contracts/src',
  'libs/markdown/src',
  'libs/kernel/src/projection.ts',
  'libs/projecting/src',
  'libs/platform/read-store/src',
];
const renderer = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies['markdown-it'];

const sources = (path) =>
  statSync(join(root, path)).isDirectory()
    ? readdirSync(join(root, path), { recursive: true })
        .map((name) => `${path}/${name}`.replaceAll('\\', '/'))
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    : [path];

const hashOf = (paths) => {
  const hash = createHash('sha256').update(renderer);
  for (const file of paths.flatMap(sources).sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex').slice(0, 32);
};

const folders = readdirSync(join(root, readModels), { withFileTypes: true }).filter((entry) => entry.isDirectory());
const files = readdirSync(join(root, readModels)).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'));
// boards.ts and mentor-score.ts are used by pages too; their names are stored with the documents, so a change of them is a change of both.
const hashes = Object.fromEntries(
  folders.map(({ name }) => [
    name,
    hashOf([`${readModels}/${name}`, ...files.map((file) => `${readModels}/${file}`), ...shared]),
  ]),
);
mkdirSync(join(root, 'libs/read-models/dist'), { recursive: true });
writeFileSync(join(root, 'libs/read-models/dist/projection-hashes.json'), `${JSON.stringify(hashes, null, 2)}\n`);
