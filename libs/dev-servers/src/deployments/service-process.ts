import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { eventually } from '@stoa/testing';

const APPS = join(import.meta.dirname, '../../../../apps');

/** How soon a process that ended by itself is started again. */
const SUPERVISED_MS = 500;

/** One of our processes, which may be killed and restarted under the same address. */
export class ServiceProcess {
  private child: ChildProcess | undefined;
  private output: string[] = [];
  private wanted = false;
  /** Whether it is started again when it ends by itself, as operators' supervisors do. */
  supervised = false;
  /** How often it ended by itself and was restarted, as a supervisor would. */
  endedByItself = 0;

  constructor(
    readonly name: string,
    readonly app: string,
    readonly port: number,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Of its metrics, where it has a port for them. */
  get metricsUrl(): string {
    return `http://127.0.0.1:${this.environment['STOA_METRICS_PORT']}/metrics`;
  }

  get running(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Undefined while it runs, and where a signal ended it. */
  get exitCode(): number | undefined {
    return this.child?.exitCode ?? undefined;
  }

  /** `more`: variables of this start only. */
  start(more: Readonly<Record<string, string>> = {}): void {
    this.wanted = true;
    this.output = [];
    const environment = {
      PATH: process.env['PATH'] ?? '',
      STOA_HOST: '127.0.0.1',
      STOA_PORT: String(this.port),
      // Specs send more than members do.
      STOA_RATE_LIMITS: 'off',
      // A machine that is busy with other specs is slower than any site.
      STOA_OVERLOAD: 'off',
      STOA_LOG: 'info',
    };
    const child = spawn(process.execPath, [join(APPS, this.app, 'dist/main.js')], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...environment, ...this.environment, ...more },
    });
    const keep = (chunk: Buffer) => void (this.output = [...this.output.slice(-200), chunk.toString()]);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('exit', () => {
      if (!this.wanted || !this.supervised) return;
      this.endedByItself++;
      setTimeout(() => this.wanted && !this.running && this.start(), SUPERVISED_MS);
    });
    this.child = child;
  }

  /** Resolves when it is ready. */
  async ready(timeoutMs = 60_000): Promise<void> {
    try {
      await eventually(
        async () => {
          const { status, body } = await fetch(`${this.url}/health/ready`).then(async (response) => ({
            status: response.status,
            body: await response.text(),
          }));
          if (status !== 200) throw new Error(`${this.name} waits: ${body}`);
        },
        { timeout: timeoutMs, interval: 100 },
      );
    } catch (cause) {
      throw new Error(`${String(cause)}\n${this.tail()}`, { cause });
    }
  }

  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  /** The last lines of its output. */
  tail(): string {
    return this.output.join('').split('\n').slice(-25).join('\n');
  }

  /** The lines of its output since its start that contain this text, of those that are kept. */
  said(text: string): string[] {
    return this.output
      .join('')
      .split('\n')
      .filter((line) => line.includes(text));
  }

  private end(signal: NodeJS.Signals): Promise<void> {
    this.wanted = false;
    const { child } = this;
    if (!child || !this.running) return Promise.resolve();
    return new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  }
}
