import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@stoa/testing';
import { freePort, isAlive, localPostgres } from '@stoa/dev-servers';

const PROGRAM = join(import.meta.dirname, '../../../tools/stack.mjs');
const whyNot = await localPostgres().then(
  () => undefined,
  (error: Error) => error.message,
);

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

(whyNot ? describe.skip : describe)(`The stack without Docker ${whyNot ?? ''}`, () => {
  let folder: string;
  let port: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'stoa-stack-'));
    chmodSync(folder, 0o711); // Postgres passes through it as another user, where we are root
    port = String(await freePort());
  });
  afterAll(async () => {
    await stack('down', '--wipe');
    rmSync(folder, { recursive: true, force: true });
  });

  const stack = (...args: string[]): Promise<Outcome> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [PROGRAM, ...args], {
        env: { ...process.env, STOA_STACK_DIR: join(folder, 'stack') },
      });
      const said = { out: '', err: '' };
      child.stdout.on('data', (data: Buffer) => void (said.out += data.toString()));
      child.stderr.on('data', (data: Buffer) => void (said.err += data.toString()));
      child.once('error', reject).once('close', (code) => resolve({ code, ...said }));
    });
  const up = (...args: string[]) => stack('up', 'postgres', '--postgres-port', port, ...args);
  const status = async () => {
    const { code, out } = await stack('status', 'postgres', '--json');
    const [piece] = (JSON.parse(out) as { pieces: { state: string; pid: number }[] }).pieces;
    return { code, ...piece! };
  };

  it('starts, and starting it again changes nothing', async () => {
    expect(await up()).toMatchObject({ code: 0 });
    const first = await status();
    expect(first).toMatchObject({ code: 0, state: 'ready' });
    expect(await up()).toMatchObject({ code: 0, err: expect.stringMatching(/postgres +runs/) });
    expect((await status()).pid).toBe(first.pid);
  });

  it('says what died, and starts it again over what a crash left', async () => {
    const { pid } = await status();
    process.kill(pid, 'SIGKILL');
    await eventually(async () => expect(await status()).toMatchObject({ code: 1, state: 'dead' }));
    // As after a crash of the machine: the number is somebody else's by now.
    writeFileSync(join(folder, 'stack/postgres/pid.json'), JSON.stringify({ pid: process.pid, birth: 'long ago', since: '' }));
    writeFileSync(join(folder, 'stack/lock'), JSON.stringify({ pid: process.pid, birth: 'long ago' }));
    expect(await up()).toMatchObject({ code: 0 });
    expect(await status()).toMatchObject({ code: 0, state: 'ready' });
  });

  it('gives a running piece no other port', async () => {
    const { code, err } = await stack('up', 'postgres', '--postgres-port', String(await freePort()));
    expect(code).toBe(1);
    expect(err).toContain('npm run stack -- down');
  });

  it('stops in order, and says that nothing runs', async () => {
    const { pid } = await status();
    expect(await stack('down')).toMatchObject({ code: 0, err: expect.stringMatching(/postgres +stopped/) });
    expect(isAlive(pid)).toBe(false);
    expect(await status()).toMatchObject({ code: 3, state: 'stopped' });
    expect(await stack('down')).toMatchObject({ code: 0, err: expect.stringContaining('Nothing runs') });
  });

  it('names a port that another program has', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(Number(port), '127.0.0.1', resolve));
    try {
      expect(await up()).toMatchObject({ code: 1, err: expect.stringContaining(`port ${port} is in use`) });
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
  });

  it('refuses what it does not know, with the help', async () => {
    expect(await stack('start')).toMatchObject({ code: 64, err: expect.stringContaining('Commands') });
    expect(await stack('up', 'mysql')).toMatchObject({ code: 64, err: expect.stringContaining('Unknown piece: mysql') });
    expect(await stack('up', '--gateway-port', '9092')).toMatchObject({ code: 1, err: expect.stringContaining('9092') });
  });
});
