import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BareRequest } from './bare-chain.ts';
import type { Cost } from './work.ts';

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));

/** The bare chain in a process of its own, which stays as warm as what it is compared with. */
export class BareProcess {
  private constructor(private readonly child: ChildProcess) {}

  get pid(): number {
    return this.child.pid as number;
  }

  static async start(): Promise<BareProcess> {
    const bare = new BareProcess(fork(MAIN, ['--child', 'live-cost-bare'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }));
    await bare.answer();
    return bare;
  }

  async run(request: BareRequest): Promise<Cost> {
    const answer = this.answer<Cost>();
    this.child.send(request);
    return answer;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.disconnect();
    await ended;
  }

  private answer<A>(): Promise<A> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`The bare chain ended with ${code}`));
      this.child.once('exit', ended);
      this.child.once('message', (message: A) => {
        this.child.off('exit', ended);
        resolve(message);
      });
    });
  }
}
