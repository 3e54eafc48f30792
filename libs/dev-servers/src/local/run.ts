import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Command } from './program.ts';

/** Runs a command to its end and gives what it wrote. Throws with its last words when it fails. */
export function run({ file, args, env, user }: Command, input?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      env: { ...process.env, ...env },
      ...user,
      cwd: user && '/',
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let output = '';
    const hear = (chunk: Buffer) => void (output += chunk.toString());
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.stdin.on('error', () => undefined); // it may not care for its input
    child.stdin.end(input);
    child.once('error', reject);
    child.once('close', (code, signal) =>
      code === 0 ? resolve(output) : reject(new Error(`${file} ended with ${code ?? signal}: ${output.trim().slice(-800)}`)),
    );
  });
}

/** Where a program of the search path lies. */
export const findInPath = (name: string): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
