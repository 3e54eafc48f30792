import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@stoa/dev-servers';
import { eventually } from '@stoa/testing';

const APPS = join(import.meta.dirname, '../..');
/** Lines of some 170 bytes: several times what a pipe holds. */
const REQUESTS = 2000;
const AT_ONCE = 20;

const folder = mkdtempSync(join(tmpdir(), 'stoa-unread-log-'));
let child: ChildProcess;
afterEach(async () => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Its standard output is a pipe that nothing reads. */
async function start(app: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const port = await freePort();
  child = spawn(process.execPath, [join(APPS, app, 'dist/main.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], STOA_HOST: '127.0.0.1', STOA_PORT: String(port), ...environment },
  });
  const url = `http://127.0.0.1:${port}`;
  await eventually(async () => expect((await fetch(`${url}/health/live`)).status).toBe(200), { timeout: 60_000 });
  return url;
}

async function request(url: string): Promise<void> {
  for (let sent = 0; sent < REQUESTS; sent += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, async () => (await fetch(`${url}/health/live`)).arrayBuffer()));
}

describe('a process whose log nobody reads', () => {
  it.each([
    ['standalone', { STOA_DATA_DIR: join(folder, 'data') }],
    ['answers', { STOA_EVENTSTORE: 'memory:', STOA_SERVICE_SECRET: 'a secret of these tests', STOA_LOG: 'debug' }],
  ])('serves as before, and ends at SIGTERM: %s', async (app, environment) => {
    const url = await start(app, environment);
    await request(url);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
