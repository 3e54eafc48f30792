import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { StackRequest } from './arguments.ts';
import { logFile } from './daemon.ts';
import { named, piecesOf } from './pieces.ts';
import { readSettings, secretsOf } from './settings.ts';

/** Shows the ends of logs, and follows them on request. */
export async function logs({ folder, pieces: names, lines, follow }: StackRequest): Promise<number> {
  const settings = readSettings(folder);
  const pieces = settings ? named(piecesOf(folder, settings, secretsOf(folder)), names) : [];
  const files = pieces.map(logFile).filter((file) => existsSync(file));
  if (files.length === 0) throw new Error(`There are no logs of these pieces in ${folder}`);
  const tail = spawn('tail', ['-n', String(lines), ...(follow ? ['-F'] : []), ...files], { stdio: 'inherit' });
  process.on('SIGINT', () => undefined); // tail gets it too, and ends
  return new Promise((resolve, reject) => tail.once('error', reject).once('exit', (code) => resolve(code ?? 0)));
}
