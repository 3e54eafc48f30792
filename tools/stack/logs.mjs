import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { logFile } from './daemon.mjs';
import { named, piecesOf } from './pieces.mjs';
import { readSettings, secretsOf } from './settings.mjs';

/** Shows the ends of logs, and what comes after on request. */
export async function logs({ folder, pieces: names, lines, follow }) {
  const settings = readSettings(folder);
  const pieces = settings ? named(piecesOf(folder, settings, secretsOf(folder)), names) : [];
  const files = pieces.map(logFile).filter((file) => existsSync(file));
  if (files.length === 0) throw new Error(`There are no logs of these pieces in ${folder}`);
  const tail = spawn('tail', ['-n', String(lines), ...(follow ? ['-F'] : []), ...files], { stdio: 'inherit' });
  process.on('SIGINT', () => undefined); // tail gets it too, and ends
  return new Promise((resolve, reject) => tail.once('error', reject).once('exit', (code) => resolve(code ?? 0)));
}
