import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Io } from '../output.ts';
import { run } from '../program.ts';

/** The built program: `npm test` builds before it runs. */
export const MAIN = join(import.meta.dirname, '../../dist/main.js');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the program to its end, or until `killed` resolves; as another user where `uid` is given. */
export function stoa(args: readonly string[], killed?: Promise<unknown>, uid?: number): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, ...args], uid === undefined ? {} : { uid });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  void killed?.then(() => child.kill('SIGKILL'));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

/** The same without a process of its own. */
export async function inProcess(args: readonly string[], signal: AbortSignal = new AbortController().signal): Promise<Ended> {
  let [out, err] = ['', ''];
  const io: Io = { out: (text) => void (out += text), err: (text) => void (err += text), isTerminal: false, colour: false };
  const code = await run([...args], io, signal);
  return { code, out, err };
}

/** What an import says of itself that is the same wherever it runs. */
export function reported({ code, out, err }: Ended): Record<string, unknown> {
  if (code !== 0) throw new Error(`The import ended with ${code}: ${err}`);
  const { seconds: _, peakBytes: __, ...report } = JSON.parse(out) as Record<string, unknown>;
  return report;
}

/** The canonical rows and documents of a read model. */
export const dumpOf = async (name: string, folder: string): Promise<string> =>
  (await inProcess(['projections', 'dump', name, '--data-dir', folder])).out;
