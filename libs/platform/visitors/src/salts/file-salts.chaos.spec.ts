import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rounds } from '@stoa/testing';
import { FileSalts } from './file-salts.ts';

/** The built child: a process cannot be started from TypeScript. */
const CHILD = join(import.meta.dirname, '../../dist/testing/salt.child.js');
const ROUNDS = rounds('STOA_KILLS', { small: 5, full: 30 });
const DAY = '2026-11-30';
const NOW = Date.parse(`${DAY}T12:00:00Z`);

describe('processes that share a folder of salts', () => {
  const root = mkdtempSync(join(tmpdir(), 'stoa-salts-'));
  afterAll(() => rmSync(root, { recursive: true }));

  const start = async (folder: string): Promise<{ child: ChildProcess; said: Promise<string> }> => {
    const child = spawn(process.execPath, [CHILD, folder, String(NOW), DAY], { stdio: ['pipe', 'pipe', 'inherit'] });
    let output = '';
    const ready = new Promise<void>((resolve) =>
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.startsWith('ready\n')) resolve();
      }),
    );
    const said = new Promise<string>((resolve) => child.on('close', () => resolve(output.slice('ready\n'.length))));
    await ready;
    return { child, said };
  };

  it('and make one at once agree on it', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const processes = await Promise.all(Array.from({ length: 4 }, () => start(join(root, `agree-${round}`))));
      for (const { child } of processes) child.stdin!.write('go\n');
      const salts = await Promise.all(processes.map(({ said }) => said));
      expect(new Set(salts).size).toBe(1);
      expect(salts[0]).toMatch(/^[0-9a-f]{64}\n$/);
      expect(readdirSync(join(root, `agree-${round}`))).toEqual([`${DAY}.salt`]);
    }
  });

  it('leave a whole one or none when they are killed, and keep one that was used', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const folder = join(root, `kill-${round}`);
      const processes = await Promise.all(Array.from({ length: 3 }, () => start(folder)));
      for (const { child } of processes) {
        child.stdin!.write('go\n');
        setTimeout(() => child.kill('SIGKILL'), Math.random() * 8);
      }
      const used = (await Promise.all(processes.map(({ said }) => said))).filter((salt) => salt !== '');
      const kept = await (await FileSalts.open(folder, () => NOW)).of(DAY);
      expect(kept).toHaveLength(32);
      for (const salt of used) expect(salt).toBe(`${Buffer.from(kept!).toString('hex')}\n`);
    }
  });
});
