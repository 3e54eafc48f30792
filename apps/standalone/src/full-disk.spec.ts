import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@stoa/testing';

const MAIN = join(import.meta.dirname, '../dist/main.js');
const PATIENCE = { timeout: 10_000, interval: 100 };
/** Limits the size of files that a running process writes: as good as a full disk. */
const canLimit = spawnSync('prlimit', ['--version']).status === 0;

const folder = mkdtempSync(join(tmpdir(), 'stoa-full-disk-'));
const data = join(folder, 'data');
let server: ChildProcess;
let url = '';

beforeAll(async () => {
  server = spawn(process.execPath, [MAIN, '--data-dir', data, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  server.stdout!.on('data', (chunk: Buffer) => (output += String(chunk)));
  await eventually(() => {
    url = /"url":"([^"]+)","msg":"ready"/.exec(output)?.[1] ?? '';
    expect(url).not.toBe('');
  }, PATIENCE);
});
afterAll(async () => {
  server.kill('SIGTERM');
  expect(await once(server, 'exit')).toEqual([0, null]);
  rmSync(folder, { recursive: true });
});

const readiness = async () => {
  const response = await fetch(`${url}/health/ready`);
  return { status: response.status, body: await response.text() };
};
const limit = (bytes: string) => execFileSync('prlimit', ['--pid', String(server.pid), `--fsize=${bytes}:`]);
const createToken = () =>
  fetch(`${url}/v1/members`, {
    method: 'POST',
    headers: {
      'stoa-admin-secret': readFileSync(join(data, 'admin-secret'), 'utf8').trim(),
      'content-type': 'application/json',
      'idempotency-key': `${Math.random()}`,
    },
    body: JSON.stringify({ displayName: 'Ada', roles: ['member'] }),
  });

(canLimit ? describe : describe.skip)('a server whose disk is full', () => {
  it('is not ready although nothing was written, says why, and is ready again by itself when there is space', async () => {
    expect(await readiness()).toMatchObject({ status: 200 });
    limit('1024');
    await eventually(async () => expect(await readiness()).toMatchObject({ status: 503 }), PATIENCE);
    const { body } = await readiness();
    expect(JSON.parse(body).checks).toContainEqual({
      name: 'data-folder',
      waitingFor: expect.stringMatching(/^The data folder cannot be written: .*\(EFBIG\)\.$/),
    });
    expect(body).not.toContain(folder);
    expect((await createToken()).status).toBe(503);
    expect((await fetch(`${url}/v1/questions`)).status).toBe(200);
    limit('unlimited');
    await eventually(async () => expect(await readiness()).toMatchObject({ status: 200 }), PATIENCE);
    expect((await createToken()).status).toBe(201);
  });
});
