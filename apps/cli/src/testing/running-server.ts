import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const STANDALONE = join(import.meta.dirname, '../../../standalone/dist/main.js');

export interface RunningStandalone {
  readonly url: string;
  /** Ends it as an operator does, or with SIGKILL. */
  end(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Starts the built server over a folder, on a free port by default, and resolves when it is ready. */
export async function startServer(
  folder: string,
  { port = 0, args = [] }: { port?: number; args?: readonly string[] } = {},
): Promise<RunningStandalone> {
  const server = spawn(process.execPath, [STANDALONE, '--data-dir', folder, '--port', `${port}`, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { url: await ready(server), end: (signal = 'SIGTERM') => ended(server, signal) };
}

function ready(server: ChildProcess): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    server.stdout?.on('data', (chunk: Buffer) => {
      const found = /"url":"([^"]+)","msg":"ready"/.exec((output += chunk.toString()));
      if (found?.[1]) resolve(found[1]);
    });
    server.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${output}`)));
  });
}

function ended(server: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  const exit = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  server.kill(signal);
  return exit;
}
