import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { patient, rounds } from '@stoa/testing';
import { writeSmallDump } from './testing/small-dump.ts';

/** The built program: `npm test` builds before it runs. */
const MAIN = join(import.meta.dirname, '../dist/main.js');
const KILLS = rounds('STOA_KILLS', { small: 8, full: 20 });

const stoa = (...args: string[]) => spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });

/** Starts the program and kills it after a random time; false when it had ended before. */
function killed(within: number, ...args: string[]): Promise<boolean> {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: 'ignore' });
  const timer = setTimeout(() => child.kill('SIGKILL'), Math.random() * within);
  return new Promise((resolve) =>
    child.on('exit', (_code, signal) => {
      clearTimeout(timer);
      resolve(signal === 'SIGKILL');
    }),
  );
}

it(
  `ends with the same dump after ${KILLS} kills of import and rebuild`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stoa-kills-'));
    const dump = join(folder, 'dump');
    writeSmallDump(dump, 400);
    const [calm, stormy] = [join(folder, 'calm'), join(folder, 'stormy')];
    const importing = (data: string) => ['import', 'stackexchange', dump, '--data-dir', data];
    const started = performance.now();
    expect(stoa(...importing(calm))).toMatchObject({ status: 0 });
    const whole = performance.now() - started;
    let hits = 0;
    let tries = 0;
    for (; hits < KILLS / 2 && tries < 5 * KILLS; tries++) if (await killed(whole, ...importing(stormy))) hits++;
    expect(stoa(...importing(stormy))).toMatchObject({ status: 0 });
    for (; hits < KILLS && tries < 5 * KILLS; tries++)
      if (await killed(whole * 0.7, 'projections', 'rebuild', '--all', '--data-dir', stormy)) hits++;
    expect(stoa('projections', 'rebuild', '--all', '--data-dir', stormy)).toMatchObject({ status: 0 });
    expect(stoa('projections', 'verify', '--all', '--data-dir', stormy)).toMatchObject({ status: 0 });
    for (const name of ['question-page', 'mentor-leaderboard', 'question-list', 'access']) {
      const [first, second] = [calm, stormy].map((data) => stoa('projections', 'dump', name, '--data-dir', data).stdout);
      expect(second === first && (first ?? '').length > 100).toBe(true);
    }
    console.log(`${hits} kills within the work, of ${tries} tries; dumps equal`);
    expect(hits).toBe(KILLS);
    rmSync(folder, { recursive: true });
  },
  patient(120_000 + KILLS * 30_000),
);
