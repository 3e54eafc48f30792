import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const TICKS_PER_SECOND = 100;
const STANDALONE = fileURLToPath(new URL('../../standalone/dist/main.js', import.meta.url));

export interface Server {
  readonly port: number;
  readonly process: ChildProcess;
}

/** A server of ours, or the bare one that a child measurement is, in a process of its own; resolves when it says that it is ready. */
export async function startServer(args: string[], kind: 'bare' | 'standalone'): Promise<Server> {
  const script = kind === 'bare' ? fileURLToPath(new URL('./main.js', import.meta.url)) : STANDALONE;
  const child = spawn(process.execPath, [script, ...args, ...(kind === 'bare' ? [] : ['--port', '0'])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (output === 'ready') return;
      output += chunk.toString();
      const found = /"url":"http:\/\/[^:]+:(\d+)","msg":"ready"/.exec(output)?.[1];
      if (!found) return;
      output = 'ready';
      resolve(Number(found));
    });
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${output}`)));
  });
  return { port, process: child };
}

/** User and system time of a process so far, from /proc. */
export function cpuSeconds({ process: child }: Server): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** CPU time of all threads of a process so far, as finely as the kernel's scheduler counts it. */
export function cpuNanoseconds({ process: child }: Server): number {
  const tasks = readdirSync(`/proc/${child.pid}/task`);
  return tasks.reduce(
    (sum, task) => sum + Number(readFileSync(`/proc/${child.pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]),
    0,
  );
}

/** Resident memory of a process now, in bytes. */
export function residentBytes({ process: child }: Server): number {
  const kibibytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
  return Number(kibibytes) * 1024;
}

export function endServer({ process: child }: Server): Promise<void> {
  return new Promise((resolve) => {
    child.once('close', () => resolve());
    child.kill('SIGTERM');
  });
}
