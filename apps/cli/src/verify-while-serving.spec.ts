import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cast } from '@stoa/testing';

const [CLI, STANDALONE] = ['../dist/main.js', '../../standalone/dist/main.js'].map((file) => join(import.meta.dirname, file)) as [
  string,
  string,
];

/** Starts a server over a folder and gives its address once it is ready. */
function ready(server: ChildProcess): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    server.stdout?.on('data', (chunk: Buffer) => {
      const found = /"url":"([^"]+)","msg":"ready"/.exec((output += chunk.toString()));
      if (found?.[1]) resolve(found[1]);
    });
    server.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${output}`)));
  });
}

it('verifies what a server goes on writing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-verify-'));
  const server = spawn(process.execPath, [STANDALONE, '--data-dir', folder, '--port', '0', '--demo'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await ready(server);
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
  for (let round = 0; round < 3; round++) {
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
  server.kill('SIGTERM');
  await new Promise((resolve) => server.once('exit', resolve));
  expect(written).toBeGreaterThan(20);
  expect(verdicts).toEqual(['0 true', '0 true', '0 true']);
  const calm = spawnSync(process.execPath, [CLI, 'projections', 'verify', '--all', '--data-dir', folder], { encoding: 'utf8' });
  expect(calm).toMatchObject({ status: 0 });
  rmSync(folder, { recursive: true, force: true });
}, 120_000);
