import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('./main.js', import.meta.url));

/** Runs one measurement in a process of its own, so that neither garbage nor caches of another one count. */
export function inChild<R>(kind: string, ...args: string[]): Promise<R> {
  const child = spawn(process.execPath, [MAIN, '--child', kind, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('exit', (code) =>
      code === 0
        ? resolve(JSON.parse(output.trim().split('\n').at(-1)!) as R)
        : reject(new Error(`${kind} ended with ${code}: ${output}`)),
    );
  });
}
