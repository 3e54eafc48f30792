// Writes what each read model's rows and documents depend on as a hash, and what the renderer of Markdown is. A live generation with another
// hash is out of date and is built anew; HTML of another renderer is rendered anew.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..');
const readModels = 'libs/read-models/src';
/** What all read models are made with: column kinds, contracts, the language of projections, the engine. */
const SHARED = ['libs/contracts/src', 'libs/kernel/src', 'libs/projections/engine/src', 'libs/projections/store/src'];

const isSource = (name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && !/(^|[\\/])testing[\\/]/.test(name);
const sourcesUnder = (folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .filter((name) => isSource(name))
    .map((name) => `${folder}/${name}`.replaceAll('\\', '/'))
    .filter((file) => statSync(join(root, file)).isFile());

/** The file and every file of its package that it imports, however far. */
function closureOf(file, known = new Set()) {
  if (known.has(file)) return known;
  known.add(file);
  for (const [, target] of readFileSync(join(root, file), 'utf8').matchAll(/from '(\.[^']+\.ts)'/g))
    closureOf(relative(root, join(root, dirname(file), target)).replaceAll('\\', '/'), known);
  return known;
}

/** Names of all read models. */
export const readModelNames = () =>
  readdirSync(join(root, readModels)).filter((name) => existsSync(join(root, readModels, name, `${name}.projection.ts`)));

/** Every source file on which a read model's rows and documents depend. */
export const sourcesOf = (name) => [...closureOf(`${readModels}/${name}/${name}.projection.ts`), ...SHARED.flatMap(sourcesUnder)];

/** The parser and all that it stands on, as the lock file has them. */
export function rendererPackages() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const found = new Map();
  const visit = (name) => {
    const entry = packages[`node_modules/${name}`];
    if (!entry || found.has(name)) return;
    found.set(name, entry.version);
    Object.keys(entry.dependencies ?? {}).forEach(visit);
  };
  visit('markdown-it');
  return [...found].map(([name, version]) => `${name}@${version}`).sort();
}

function hashOf(texts, files) {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  for (const file of [...new Set(files)].sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex').slice(0, 32);
}

function write(file, value) {
  mkdirSync(join(root, dirname(file)), { recursive: true });
  writeFileSync(join(root, file), `${JSON.stringify(value, null, 2)}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const renderer = hashOf(rendererPackages(), sourcesUnder('libs/markdown/src'));
  const hashes = Object.fromEntries(readModelNames().map((name) => [name, hashOf([renderer], sourcesOf(name))]));
  write('libs/markdown/dist/renderer-version.json', { version: renderer });
  write('libs/read-models/dist/projection-hashes.json', hashes);
}
