import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EventStoreServer } from '../server.ts';
import type { FaultSettings } from './faults.ts';

/** The built program: a process cannot be started from TypeScript. */
const MAIN = join(import.meta.dirname, '../../../../apps/eventstoredb-stand-in/dist/main.js');

/** A stand-in in its own process, to be killed. It keeps its port and its folder when it is restarted. */
export class StandInProcess {
  private child: ChildProcess | undefined;
  port = 0;

  constructor(private readonly folder: string) {}

  /** Resolves when it serves. */
  async start(): Promise<void> {
    if (!existsSync(MAIN)) throw new Error(`${MAIN} does not exist: run npm run build first`);
    const child = spawn(process.execPath, [MAIN, '--port', String(this.port), '--data', this.folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child = child;
    let said = '';
    for await (const chunk of child.stdout) {
      said += String(chunk);
      if (said.includes('\n')) break;
    }
    this.port = Number(/^listening (\d+)/.exec(said)?.[1] ?? NaN);
    if (Number.isNaN(this.port)) throw new Error(`The stand-in did not start: ${said}`);
  }

  get isRunning(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  get connectionString(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  /** As a server that specs are given; its folder is the caller's. */
  get server(): EventStoreServer {
    return {
      from: 'local',
      connectionString: this.connectionString,
      stop: () => this.signal('SIGTERM'),
      kill: () => this.signal('SIGKILL'),
      restart: () => this.start(),
    };
  }

  /** Ends the process, or stops and continues it; resolves when it is so. */
  async signal(signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    const { child } = this;
    if (!child || !this.isRunning) return;
    const ended = signal === 'SIGKILL' || signal === 'SIGTERM' ? once(child, 'exit') : undefined;
    child.kill(signal);
    await ended;
  }

  async setFaults(settings: FaultSettings): Promise<void> {
    const response = await fetch(`http://127.0.0.1:${this.port}/faults`, { method: 'POST', body: JSON.stringify(settings) });
    if (!response.ok) throw new Error(`Faults were not taken: ${response.status}`);
  }
}
