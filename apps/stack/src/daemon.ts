import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { birthOf, isAlive, isFree, killWithChildren, signal, type Program } from '@stoa/dev-servers';
import type { Piece } from './pieces.ts';

const READY_WITHIN = 90_000;
export const END_WITHIN = 10_000;
const LOG_LIMIT = 10_000_000;

const pidFile = (piece: Piece) => join(piece.folder, 'pid.json');
export const logFile = (piece: Piece) => join(piece.folder, 'log');
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export interface Recorded {
  readonly pid: number;
  readonly since: string;
  /** False where it ended by itself. */
  readonly alive: boolean;
}

/** The process of the pid file; undefined where the piece was stopped or never started. */
export function recorded(piece: Piece): Recorded | undefined {
  if (!existsSync(pidFile(piece))) return undefined;
  try {
    const { pid, birth, since } = JSON.parse(readFileSync(pidFile(piece), 'utf8')) as {
      pid: number;
      birth: string;
      since: string;
    };
    return { pid, since, alive: isAlive(pid) && birthOf(pid) === birth };
  } catch {
    return undefined; // a crash interrupted writing it
  }
}

export function running(piece: Piece): Recorded | undefined {
  const process = recorded(piece);
  return process?.alive ? process : undefined;
}

/** Starts a piece that outlives this process; does not wait for it. Throws where its ports are taken. */
export async function start(piece: Piece, program: Program): Promise<void> {
  for (const port of piece.ports)
    if (!(await isFree(port)))
      throw new Error(`port ${port} is in use by another program; stop it, or choose another port (npm run stack -- --help)`);
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
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  const since = new Date().toISOString();
  writeFileSync(pidFile(piece), JSON.stringify({ pid: child.pid, birth: birthOf(child.pid!), since }));
  // eslint-disable-next-line no-restricted-syntax -- it outlives this command
  child.unref();
}

/** Resolves when a started piece serves; throws with the last lines of its log when it ends before, or takes too long. */
export async function untilReady(piece: Piece, program: Program): Promise<void> {
  const deadline = performance.now() + READY_WITHIN;
  for (;;) {
    const trouble = await program.ready().then(
      () => undefined,
      (error: Error) => error.message || String(error),
    );
    if (trouble === undefined) return;
    if (!running(piece)) throw new Error(`it ended immediately. ${lastWords(piece)}`);
    if (performance.now() > deadline)
      throw new Error(`it is not ready after ${READY_WITHIN / 1000} s (${trouble}). ${lastWords(piece)}`);
    await pause(100);
  }
}

/** Ends a piece: 'ended' gracefully, 'killed' where it took longer than 10 s, undefined where it did not run. */
export async function stop(piece: Piece, endsOn: NodeJS.Signals): Promise<'ended' | 'killed' | undefined> {
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

/** The shell's STOA_ variables do not apply to the stack. */
const withoutOurs = (environment: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('STOA_')));

function lastWords(piece: Piece): string {
  const lines = existsSync(logFile(piece)) ? readFileSync(logFile(piece), 'utf8').trim().split('\n').slice(-8) : [];
  return `Its log, ${logFile(piece)}, ends:\n${lines.map((line) => `    ${line.slice(0, 300)}`).join('\n')}`;
}
