import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAIN, stoa } from './testing/program.ts';
import { writeSmallDump } from './testing/small-dump.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stoa-start-'));
const [dump, data] = ['dump', 'data'].map((name) => join(scratch, name)) as [string, string];
beforeAll(async () => {
  writeSmallDump(dump, 3);
  expect(await stoa(['import', 'stackexchange', dump, '--data-dir', data])).toMatchObject({ code: 0 });
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The packages of which a command loads something, by what V8 says of the scripts that it compiled. */
async function packagesOf(args: readonly string[]): Promise<string[]> {
  const coverage = mkdtempSync(join(scratch, 'coverage-'));
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, NODE_V8_COVERAGE: coverage },
    stdio: 'ignore',
  });
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
  const files = readdirSync(coverage).map((file) => readFileSync(join(coverage, file), 'utf8'));
  const urls = files.flatMap((text) => (JSON.parse(text) as { result: { url: string }[] }).result.map(({ url }) => url));
  const names = urls.map(
    (url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? /\/libs\/(.*)\/dist\//.exec(url)?.[1],
  );
  return [...new Set(names.flatMap((name) => name ?? []))].sort();
}

it('help loads nothing but the command line', async () => {
  expect(await packagesOf(['--help'])).toEqual(['commander', 'reflect-metadata']);
});

it.each([
  [['projections', 'list', '--data-dir', data]],
  [['board', '--site', '--data-dir', data]],
  [['page', 'question-1-of-a-small-site', '--data-dir', data]],
  [['import', 'stackexchange', dump, '--data-dir', data]],
])('a command that opens a folder loads nothing that only a server needs: %j', async (args) => {
  const packages = await packagesOf(args);
  expect(packages).toEqual(expect.arrayContaining(['contracts', 'kernel']));
  expect(
    packages.filter((name) => /^(@nestjs\/|@eventstore\/|@grpc\/|rxjs$|fastify$|pg$|kafkajs$|openapi-fetch$)/.test(name)),
  ).toEqual([]);
});
