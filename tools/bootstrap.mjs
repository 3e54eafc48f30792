// Makes a fresh clone runnable with nothing but Node: installs what the lock file names, builds what changed, and says what it does.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const root = join(import.meta.dirname, '..');
const stamps = join(root, 'node_modules', '.stoa');
const SOURCES = ['apps', 'libs', 'tools', 'package.json', 'tsconfig.json', 'tsconfig.base.json'];

/** Installs and builds where needed. Ends the process with 2 when it cannot. */
export function bootstrap() {
  checkNode();
  if (isInstalled() && isBuilt()) return;
  whileLocked(() => {
    if (!isInstalled()) install();
    if (!isBuilt()) build();
  });
}

const lockHash = () => hash([readFileSync(join(root, 'package-lock.json')), process.versions.modules]);
const isInstalled = () => stamp('installed') === lockHash();
const sourcesHash = () => hash(SOURCES.flatMap(stats));
const isBuilt = () => stamp('built') === sourcesHash();

function install() {
  run(
    'Installing dependencies (npm ci)',
    npm(),
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    ['Nothing was installed. npm needs the registry.'],
  );
  // Node 22.14 and newer load a ready-made SQLite (libs/platform/sqlite); the others need it for their own version.
  if (Number(process.versions.napi) < 10)
    run(
      'Fetching SQLite for this Node, or compiling it where it cannot be had ready-made (a minute or more)',
      npm(),
      ['rebuild', 'better-sqlite3', '--loglevel=error'],
      ['SQLite could not be built. Compiling needs g++, make and python3; Node 22.14 and newer need neither.'],
    );
  stamp('installed', lockHash());
}

function build() {
  const sources = sourcesHash();
  run(
    'Building (tsc --build)',
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '--build'],
    ['The build failed.'],
  );
  run('Hashing read models', process.execPath, [join(root, 'tools/projection-hashes.mjs')], ['The hashes could not be made.']);
  stamp('built', sources);
}

/** One process at a time installs and builds in this checkout; another waits. A lock whose holder is gone is taken over. */
function whileLocked(work) {
  const lock = join(tmpdir(), `stoa-bootstrap-${hash([root]).slice(0, 16)}`);
  for (let waited = false; !taken(lock); waited = true) {
    const holder = holderOf(lock);
    if (!waited) process.stderr.write('Another process is installing or building here; waiting for it …\n');
    if (holder && !isAlive(holder)) rmSync(lock, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  const letGo = () => rmSync(lock, { force: true });
  process.once('exit', letGo);
  work();
  process.off('exit', letGo);
  letGo();
}

function taken(lock) {
  try {
    writeFileSync(lock, `${process.pid}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Its process; 0 where it was let go of, or is being written, at this moment. */
function holderOf(lock) {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return 0;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || (major === 24 && minor >= 11) || major > 24;
  if (!fits) fail(`Stoa needs Node 20.19, 22.13, 24.11 or newer; this is ${process.versions.node}.`);
}

function npm() {
  const beside = join(dirname(process.execPath), process.platform === 'win32' ? 'npm.cmd' : 'npm');
  return existsSync(beside) ? beside : 'npm';
}

function run(what, command, args, onFailure) {
  const started = Date.now();
  process.stderr.write(`${what} …\n`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], env: { ...process.env, NODE_ENV: '' } });
  if (status !== 0) fail(...onFailure);
  process.stderr.write(`  done in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

function stats(path) {
  const at = join(root, path);
  const { mtimeMs, size } = statSync(at, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0 };
  if (!existsSync(at) || !statSync(at).isDirectory()) return [`${path} ${mtimeMs} ${size}\n`];
  return readdirSync(at)
    .filter((name) => name !== 'dist' && name !== 'node_modules' && !name.endsWith('.spec.ts'))
    .flatMap((name) => stats(join(path, name)));
}

function hash(parts) {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part);
  return sum.digest('hex');
}

function stamp(name, value) {
  const file = join(stamps, name);
  if (value === undefined) return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  mkdirSync(stamps, { recursive: true });
  writeFileSync(file, value);
  return value;
}

function fail(...lines) {
  process.stderr.write(`stoa: ${lines.join('\n')}\n`);
  process.exit(2);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) bootstrap();
