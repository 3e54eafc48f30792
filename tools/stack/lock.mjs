import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../bootstrap.mjs';

const { birthOf, isAlive } = await import(join(root, 'libs/dev-servers/dist/index.js'));

/** Runs work that nobody else does to this folder meanwhile. A lock whose holder died is taken over. */
export async function alone(folder, work) {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const file = join(folder, 'lock');
  take(file);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file) {
  const me = JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) });
  try {
    writeFileSync(file, me, { flag: 'wx' });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const holder = holderOf(file);
    if (holder) throw new Error(`process ${holder} is starting or stopping this stack just now`, { cause: error });
    rmSync(file, { force: true });
    take(file);
  }
}

/** The living process that holds the lock. */
function holderOf(file) {
  try {
    const { pid, birth } = JSON.parse(readFileSync(file, 'utf8'));
    return isAlive(pid) && birthOf(pid) === birth ? pid : undefined;
  } catch {
    return undefined; // it died while it wrote, or gave the lock back
  }
}
