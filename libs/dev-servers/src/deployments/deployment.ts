import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const STANDALONE = join(import.meta.dirname, '../../../../apps/standalone/dist/main.js');

/** What the journeys run against: any deployment of Stoa, by its address and admin credentials. */
export interface Deployment {
  readonly url: string;
  /** Headers that authenticate a request as the admin's. */
  readonly admin: Record<string, string>;
  stop(): Promise<void>;
}

/** The deployment that STOA_URL names, with STOA_ADMIN_SECRET or STOA_ADMIN_TOKEN as its credentials, else a standalone process over a new folder. */
export async function deployment(): Promise<Deployment> {
  const url = process.env['STOA_URL'];
  if (url)
    return {
      url: url.replace(/\/$/, ''),
      admin: adminHeaders(process.env),
      stop: async () => undefined,
    };
  const folder = mkdtempSync(join(tmpdir(), 'stoa-e2e-'));
  const server = await startStandalone(folder);
  return {
    ...server,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const adminHeaders = ({ STOA_ADMIN_SECRET: secret, STOA_ADMIN_TOKEN: token }: NodeJS.ProcessEnv): Record<string, string> =>
  secret ? { 'stoa-admin-secret': secret } : { authorization: `Bearer ${token ?? ''}` };

export interface StandaloneProcess extends Deployment {
  readonly process: ChildProcess;
}

/** Starts a standalone process over a folder and waits until it is ready. */
export async function startStandalone(
  folder: string,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<StandaloneProcess> {
  const child = spawn(process.execPath, [STANDALONE, '--data-dir', folder, '--port', '0', '--log', 'info', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    const look = (chunk: Buffer) => {
      output += chunk.toString();
      const ready = /"url":"([^"]+)","msg":"ready"/.exec(output);
      if (ready?.[1]) resolve(ready[1]);
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${output}`)));
  });
  const secret = readFileSync(join(folder, 'admin-secret'), 'utf8').trim();
  const stop = () =>
    new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('exit', () => resolve());
      child.kill('SIGTERM');
    });
  return { url, admin: { 'stoa-admin-secret': secret }, process: child, stop };
}
