import { spawn } from 'node:child_process';

/** Runs a Node program in this terminal, passes signals on, and resolves with its exit code. */
export function run(args, env = {}) {
  const child = spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  // The terminal sends SIGINT to the whole group; the child decides when to end.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve) =>
    child.on('exit', (code, signal) => resolve(signal ? (signal === 'SIGINT' ? 130 : 1) : (code ?? 1))),
  );
}
