import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const LINUX = existsSync('/proc/self/cmdline');

/** Whether this process exists, of any user; a zombie counts as gone. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !LINUX || !/^State:\s+Z/m.test(readOr('', `/proc/${pid}/status`));
}

/** A process's command line; empty where there is no such process. */
export function commandLineOf(pid: number): string {
  if (LINUX) return readOr('', `/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
  return outputOr('', 'ps', ['-p', String(pid), '-o', 'command=']).trim();
}

/** Distinguishes a process from a later one with the same pid; empty where there is none. */
export function birthOf(pid: number): string {
  // Field 22, counted after the name in parentheses, which may hold blanks.
  if (LINUX) return readOr('', `/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[19] ?? '';
  return outputOr('', 'ps', ['-p', String(pid), '-o', 'lstart=']).trim();
}

/** Processes that a process started. */
export function childrenOf(pid: number): number[] {
  const listed = LINUX ? readOr('', `/proc/${pid}/task/${pid}/children`) : outputOr('', 'pgrep', ['-P', String(pid)]);
  return listed.split(/\s+/).filter(Boolean).map(Number);
}

/** Sends a signal to a process that may be gone already. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** SIGKILL to a process and to those that it started, so that none of them holds the folder any more. */
export function killWithChildren(pid: number): number[] {
  const all = [pid, ...childrenOf(pid)];
  for (const one of all) signal(one, 'SIGKILL');
  return all;
}

function readOr(otherwise: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise; // it ended meanwhile
  }
}

function outputOr(otherwise: string, file: string, args: string[]): string {
  try {
    return execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return otherwise;
  }
}
