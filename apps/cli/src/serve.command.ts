import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CommandContext } from './context.ts';

const STANDALONE = fileURLToPath(new URL('../../standalone/dist/main.js', import.meta.url));

/** Serves the folder in a child process, which gets this one's signals and determines its exit code. */
export function serve(
  { options, signal }: CommandContext,
  { port, host, demo }: { port?: string; host?: string; demo: boolean },
): Promise<number> {
  const args = [
    '--data-dir',
    options.dataDir,
    ...(port ? ['--port', port] : []),
    ...(host ? ['--host', host] : []),
    ...(demo ? ['--demo'] : []),
  ];
  const child = spawn(process.execPath, [STANDALONE, ...args], { stdio: 'inherit' });
  signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}
