import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../bootstrap.mjs';

const { birthOf, isAlive, isFree, killWithChildren, signal } = await import(join(root, 'libs/dev-servers/dist/index.js'));

const READY_WITHIN = 90_000;
export const END_WITHIN = 10_000;
const LOG_LIMIT = 10_000_000;

const pidFile = (piece) => join(piece.folder, 'pid.json');
export const logFile = (piece) => join(piece.folder, 'log');
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** What the pid file says: undefined where the piece was stopped or never started; `alive` false where it died by itself. */
export function recorded(piece) {
  if (!existsSync(pidFile(piece))) return undefined;
  try {
    const { pid, birth, since } = JSON.parse(readFileSync(pidFile(piece), 'utf8'));
    return { pid, since, alive: isAlive(pid) && birthOf(pid) === birth };
  } catch {
    return undefined; // the crash came while it was written
  }
}

export const running = (piece) => (recorded(piece)?.alive ? recorded(piece) : undefined);

/** Starts a piece that outlives this process; does not wait for it. Throws where its ports are taken. */
export async function start(piece, program) {
  for (const port of piece.ports)
    if (!(await isFree(port)))
      throw new Error(`port ${port} is taken by another program; end that, or choose another port (npm run stack -- --help)`);
  // Also with ours open to nobody: Postgres passes through it as another user.
  mkdirSync(piece.folder, { recursive: true, mode: 0o711 });
  await program.prepare();
  const file = logFile(piece);
  if (existsSync(file) && statSync(file).size > LOG_LIMIT) renameSync(file, `${file}.1`);
  const log = openSync(file, 'a');
  const { command } = program;
  const child = spawn(command.file, command.args, {
    env: { ...withoutOurs(process.env), ...command.env },
    ...command.user,
    cwd: '/',
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  const since = new Date().toISOString();
  writeFileSync(pidFile(piece), JSON.stringify({ pid: child.pid, birth: birthOf(child.pid), since }));
  child.unref();
}

/** Resolves when a started piece serves; throws with the last words of its log when it ends before, or takes too long. */
export async function untilReady(piece, program) {
  const deadline = performance.now() + READY_WITHIN;
  for (;;) {
    const trouble = await program.ready().then(
      () => undefined,
      (error) => error.message || String(error),
    );
    if (trouble === undefined) return;
    if (!running(piece)) throw new Error(`it ended at once. ${lastWords(piece)}`);
    if (performance.now() > deadline)
      throw new Error(`it does not serve after ${READY_WITHIN / 1000} s (${trouble}). ${lastWords(piece)}`);
    await pause(100);
  }
}

/** Ends a piece: 'ended' in order, 'killed' where it took longer than 10 s, undefined where it did not run. */
export async function stop(piece, endsOn) {
  const process = running(piece);
  if (!process) {
    rmSync(pidFile(piece), { force: true });
    return undefined;
  }
  signal(process.pid, endsOn);
  const deadline = performance.now() + END_WITHIN;
  while (running(piece) && performance.now() < deadline) await pause(50);
  const late = running(piece) !== undefined;
  if (late) {
    killWithChildren(process.pid);
    while (running(piece)) await pause(50);
  }
  rmSync(pidFile(piece), { force: true });
  return late ? 'killed' : 'ended';
}

/** Settings of the person's shell are not the stack's. */
const withoutOurs = (environment) =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('STOA_')));

function lastWords(piece) {
  const lines = existsSync(logFile(piece)) ? readFileSync(logFile(piece), 'utf8').trim().split('\n').slice(-8) : [];
  return `Its log, ${logFile(piece)}, ends:\n${lines.map((line) => `    ${line.slice(0, 300)}`).join('\n')}`;
}
