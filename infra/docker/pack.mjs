// node infra/docker/pack.mjs APP FOLDER: the built files of an app and of the workspaces that it imports, as they lie in the repository,
// with a main.mjs that starts it.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const manifest = (folder) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));

const folders = new Map(
  ['apps', 'libs', 'libs/contexts', 'libs/imports', 'libs/platform', 'libs/projections']
    .flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`))
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => [manifest(folder).name, folder]),
);

/** The folder and those of all workspaces that it depends on. */
function closureOf(folder, known = new Set()) {
  if (known.has(folder)) return known;
  known.add(folder);
  for (const name of Object.keys(manifest(folder).dependencies ?? {})) if (folders.has(name)) closureOf(folders.get(name), known);
  return known;
}

const [app, target] = process.argv.slice(2);
const [folder, main] = [`apps/${app}`, 'dist/main.js'];
if (!existsSync(join(root, folder, main))) {
  process.stderr.write(`There is nothing to run in ${folder}/${main}\n`);
  process.exit(1);
}
// Maps stay: traces name the sources.
const needed = (path) => !/\.(d\.ts|d\.ts\.map|tsbuildinfo)$/.test(path);
for (const part of closureOf(folder)) {
  mkdirSync(join(target, part), { recursive: true });
  cpSync(join(root, part, 'package.json'), join(target, part, 'package.json'));
  cpSync(join(root, part, 'dist'), join(target, part, 'dist'), { recursive: true, filter: needed });
}
// The first process of a container is spared by signals that it does not listen to: until the app does, they end it here.
const MAIN = `for (const signal of ['SIGTERM', 'SIGINT'])
  process.on(signal, () => process.listenerCount(signal) === 1 && process.exit(0));
await import('./${folder}/${main}');
`;
writeFileSync(join(target, 'main.mjs'), MAIN);
