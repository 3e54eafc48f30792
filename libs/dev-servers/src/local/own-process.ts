import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { eventually } from '@stoa/testing';
import { isAlive, killWithChildren, signal } from './processes.ts';
import type { Program } from './program.ts';

// A broker that was killed replays its log on a machine that may be busy.
const READY_WITHIN = 120_000;
const END_WITHIN = 10_000;

/**
 * Waits for the end of its input. Any input means an orderly end; none means that the process that held it died, by whatever
 * signal: then the server goes too, and its folder.
 */
const LAST_WILL = `trap '' HUP INT TERM
read -r _ && exit 0
kill -s "$2" "$1" 2>/dev/null
n=0; while kill -0 "$1" 2>/dev/null && [ $n -lt 30 ]; do sleep 0.1; n=$((n+1)); done
kill -s KILL "$1" 2>/dev/null
rm -rf "$3"`;

/** A program that runs for this process, and no longer than this process. */
export class OwnProcess {
  #child: ChildProcess | undefined;
  readonly #program: Program;
  readonly #folder: string;

  constructor(program: Program, folder: string) {
    this.#program = program;
    this.#folder = folder;
  }

  /** Starts it and resolves when it serves; throws with its last words if it ends before. */
  async start(): Promise<void> {
    const { name, command, ready } = this.#program;
    await this.#program.prepare();
    const log = openSync(join(this.#folder, 'log'), 'a');
    const child = spawn(command.file, command.args, {
      env: { ...process.env, ...command.env },
      ...command.user,
      cwd: command.user && '/', // ours may be closed to it
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.#child = child;
    const failed = new Promise<never>((_, reject) => child.once('error', reject));
    failed.catch(() => undefined);
    if (child.pid !== undefined) this.#bequeath(child, child.pid);
    child.unref();
    await Promise.race([failed, eventually(() => this.#serves(child, name, ready), { timeout: READY_WITHIN, interval: 50 })]);
  }

  /** SIGKILL, and with it all that it started; resolves when nothing of it is left. */
  async kill(): Promise<void> {
    if (this.#child?.pid === undefined) return;
    const killed = killWithChildren(this.#child.pid);
    await gone(...killed);
  }

  /** Ends it: gracefully, or at once where its state no longer matters. */
  async end(how: 'endsOn' | 'diesOn'): Promise<void> {
    const pid = this.#child?.pid;
    if (pid === undefined || !isAlive(pid)) return;
    signal(pid, this.#program[how]);
    await gone(pid).catch(() => this.kill());
  }

  async #serves(child: ChildProcess, name: string, ready: () => Promise<void>): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) return ready();
    // Not worth another try; eventually() would repeat what is thrown here.
    child.emit('error', new Error(`${name} ended with ${child.exitCode ?? child.signalCode}: ${this.#lastWords()}`));
  }

  #bequeath(child: ChildProcess, pid: number): void {
    writeFileSync(join(this.#folder, 'pid'), String(pid));
    const args = ['-c', LAST_WILL, 'last-will', String(pid), this.#program.diesOn.slice('SIG'.length), this.#folder];
    const heir = spawn('sh', args, { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    heir.unref();
    const line = heir.stdin as Socket;
    line.on('error', () => undefined); // it ended first
    line.unref();
    child.once('exit', () => line.end('done\n'));
  }

  #lastWords = () => readFileSync(join(this.#folder, 'log'), 'utf8').trim().slice(-1_500);
}

/** Resolves when none of these processes exists any more. */
const gone = (...pids: number[]): Promise<void> =>
  eventually(
    () => {
      const left = pids.filter(isAlive);
      if (left.length > 0) throw new Error(`Processes ${left.join(', ')} do not end`);
    },
    { timeout: END_WITHIN },
  );
