import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cast, rounds } from '@stoa/testing';
import { startServer } from './testing/running-server.ts';

const CLI = join(import.meta.dirname, '../dist/main.js');
const ROUNDS = rounds('STOA_VERIFICATIONS', { small: 1, full: 5 });

it('verifies what a server goes on writing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-verify-'));
  const server = await startServer(folder, { args: ['--demo'] });
  const { url } = server;
  const cast = new Cast({ url, admin: { 'stoa-admin-secret': readFileSync(join(folder, 'admin-secret'), 'utf8').trim() } });
  const raters = await Promise.all(Array.from({ length: 4 }, (_, index) => cast.member(`Rater ${index}`)));
  const { items } = await cast.anyone.must('GET', '/v1/questions?limit=20');
  let writing = true;
  let written = 0;
  const work = raters.map(async (rater, which) => {
    for (let turn = which; writing; turn++) {
      const rating = turn % 3 ? 'helpful' : 'not-helpful';
      await rater.must('PUT', `/v1/questions/${items[turn % items.length].id}/rating`, { body: { rating } });
      written++;
    }
  });
  const verdicts: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const child = spawn(process.execPath, [CLI, 'projections', 'verify', '--all', '--data-dir', folder, '--json']);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const code = await new Promise((resolve) => child.on('close', resolve));
    const { equal, results } = JSON.parse(output) as { equal: boolean; results: { position: string }[] };
    verdicts.push(`${code} ${equal}`);
    expect(results.every(({ position }) => position > '')).toBe(true);
  }
  writing = false;
  await Promise.all(work);
  await server.end();
  expect(written).toBeGreaterThan(20);
  expect(verdicts).toEqual(Array.from({ length: ROUNDS }, () => '0 true'));
  const calm = spawnSync(process.execPath, [CLI, 'projections', 'verify', '--all', '--data-dir', folder], { encoding: 'utf8' });
  expect(calm).toMatchObject({ status: 0 });
  rmSync(folder, { recursive: true, force: true });
});
