import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type RunningStandalone } from './testing/running-server.ts';
import { writeSmallDump } from './testing/small-dump.ts';

const MAIN = join(import.meta.dirname, '../dist/main.js');
const READ_MODELS = ['question-page', 'mentor-leaderboard', 'question-list'];
const scratch = mkdtempSync(join(tmpdir(), 'stoa-through-'));
const [dump, offline, data] = ['dump', 'offline', 'data'].map((name) => join(scratch, name)) as [string, string, string];
let server: RunningStandalone;

interface Ended {
  code: number | null;
  out: string;
  err: string;
}
/** Runs the program; `killAfter` ends it with SIGKILL after so many milliseconds. */
function stoa(args: readonly string[], killAfter?: number): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, ...args]);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
  return new Promise((resolve) =>
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, out, err });
    }),
  );
}
const importing = (...where: string[]) => ['import', 'stackexchange', dump, ...where, '--json'];
const reported = ({ code, out, err }: Ended) => {
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
  const { seconds: _, peakBytes: __, ...report } = JSON.parse(out) as Record<string, unknown>;
  return report;
};
const dumpOf = async (name: string, folder: string) => (await stoa(['projections', 'dump', name, '--data-dir', folder])).out;
let report: Record<string, unknown>;

beforeAll(async () => {
  writeSmallDump(dump, 150);
  report = reported(await stoa(importing('--data-dir', offline)));
  server = await startServer(data);
});
afterAll(async () => {
  await server.end();
  rmSync(scratch, { recursive: true, force: true });
});

it('a server that holds the folder takes the import, whoever is killed meanwhile, and ends in the same read models', async () => {
  const { port } = new URL(server.url);
  const started = Date.now();
  for (const after of [700, 1000, 1300]) await stoa(importing('--data-dir', data), after);
  const underWay = stoa(importing('--gateway', server.url, '--admin-secret-file', join(data, 'admin-secret')), 60_000);
  await new Promise((resolve) => setTimeout(resolve, 900));
  await server.end('SIGKILL');
  server = await startServer(data, { port: Number(port) });
  // Its secret is another one now: whoever came with the former one is told so, or had finished before.
  const { code, err } = await underWay;
  if (code !== 0) expect(err).toContain('admin secret');
  const last = reported(await stoa(importing('--data-dir', data)));
  expect({ ...last, eventsAppended: 0, eventsAlreadyThere: 0 }).toEqual({ ...report, eventsAppended: 0, eventsAlreadyThere: 0 });
  expect(Number(last['eventsAppended']) + Number(last['eventsAlreadyThere'])).toBe(report['eventsAppended']);
  for (const name of READ_MODELS) {
    const [one, other] = [await dumpOf(name, data), await dumpOf(name, offline)];
    expect({ name, long: one.length > 100, same: one === other }).toEqual({ name, long: true, same: true });
  }
  console.info(`imported through kills in ${Date.now() - started} ms`);
});

it('--gateway takes an admin’s token, and nobody else’s', async () => {
  const tokenOf = async (role: string) => {
    const made = await stoa(['token', 'create', '--name', role, '--role', role, '--data-dir', data, '--json']);
    return (JSON.parse(made.out) as { token: string }).token;
  };
  const source = ['--source', 'other', '--gateway', server.url];
  const member = await stoa(importing(...source, '--token', await tokenOf('member')));
  expect(member).toMatchObject({ code: 2, out: '', err: 'stoa: Only an admin can do this.\n' });
  const admin = reported(await stoa(importing(...source, '--token', await tokenOf('admin'))));
  // The two topics are there already.
  expect(admin).toMatchObject({ source: 'other', questions: 150, eventsAppended: Number(report['eventsAppended']) - 2 });
});

it.each([
  [['--gateway', 'localhost'], '--gateway is an address'],
  [['--gateway', 'http://127.0.0.1:9'], 'wants its admin secret'],
  [['--gateway', 'http://127.0.0.1:9', '--token', 'a', '--admin-secret-file', 'b'], 'Use either --token or --admin-secret-file'],
  [['--gateway', 'http://127.0.0.1:9', '--admin-secret-file', '/nowhere'], '/nowhere cannot be read'],
  [['--token', 'a'], 'go with --gateway'],
])('says in one line what is wrong: %j', async (options, sentence) => {
  const { code, err } = await stoa(importing(...options));
  expect(code).toBe(2);
  expect(err).toContain(sentence);
  expect(err.trim().split('\n')).toHaveLength(1);
});
