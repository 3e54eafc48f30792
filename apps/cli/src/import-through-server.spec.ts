import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dumpOf, inProcess, reported } from './testing/program.ts';
import { startServer, type RunningStandalone } from './testing/running-server.ts';
import { writeLaterDump, writeSmallDump } from './testing/small-dump.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stoa-through-'));
const [dump, later, offline, data] = ['dump', 'later', 'offline', 'data'].map((name) => join(scratch, name)) as [
  string,
  string,
  string,
  string,
];
const importing = (...where: string[]) => ['import', 'stackexchange', dump, '--source', 'site', ...where, '--json'];
let server: RunningStandalone;
let report: Record<string, unknown>;

beforeAll(async () => {
  writeSmallDump(dump, 60);
  writeLaterDump(later, 60);
  report = reported(await inProcess(importing('--data-dir', offline)));
  server = await startServer(data);
});
afterAll(async () => {
  await server.end();
  rmSync(scratch, { recursive: true, force: true });
});

it('a server that holds the folder takes the import, and ends in the same read models', async () => {
  expect(reported(await inProcess(importing('--data-dir', data)))).toEqual(report);
  for (const name of ['question-page', 'mentor-leaderboard']) {
    const [one, other] = [await dumpOf(name, data), await dumpOf(name, offline)];
    expect({ name, long: one.length > 100, same: one === other }).toEqual({ name, long: true, same: true });
  }
});

it('a later dump says of itself the same there as in the folder, and ends in the same read models', async () => {
  const importingLater = (...where: string[]) => ['import', 'stackexchange', later, '--source', 'site', ...where, '--json'];
  const one = reported(await inProcess(importingLater('--data-dir', data)));
  expect(one).toEqual(reported(await inProcess(importingLater('--data-dir', offline))));
  expect(Object.keys(one['eventsByType'] as object)).toContain('ViewsTakenBack.v1');
  for (const name of ['question-page', 'mentor-leaderboard', 'access']) {
    const [through, alone] = [await dumpOf(name, data), await dumpOf(name, offline)];
    expect({ name, long: through.length > 100, same: through === alone }).toEqual({ name, long: true, same: true });
  }
});

it('--gateway takes an admin’s token, and nobody else’s', async () => {
  const tokenOf = async (role: string) => {
    const made = await inProcess(['token', 'create', '--name', role, '--role', role, '--data-dir', data, '--json']);
    return (JSON.parse(made.out) as { token: string }).token;
  };
  const source = ['--source', 'other', '--gateway', server.url];
  const member = await inProcess(importing(...source, '--token', await tokenOf('member')));
  expect(member).toMatchObject({ code: 2, out: '', err: 'stoa: Only an admin can do this.\n' });
  const admin = reported(await inProcess(importing(...source, '--token', await tokenOf('admin'))));
  expect(admin).toMatchObject({ source: 'other', questions: 60 });
  // Topics are everybody's: the two that another site brought exist already.
  const events = Object.values(admin['eventsByType'] as Record<string, number>).reduce((sum, count) => sum + count, 0);
  expect(admin).toMatchObject({ eventsAppended: events - 2, eventsAlreadyThere: 2 });
});

it.each([
  [['--gateway', 'localhost'], '--gateway must be a URL'],
  [['--gateway', 'http://127.0.0.1:9'], 'requires its admin secret'],
  [['--gateway', 'http://127.0.0.1:9', '--token', 'a', '--admin-secret-file', 'b'], 'Use either --token or --admin-secret-file'],
  [['--gateway', 'http://127.0.0.1:9', '--admin-secret-file', '/nowhere'], '/nowhere cannot be read'],
  [['--token', 'a'], 'require --gateway'],
])('says in one line what is wrong: %j', async (options, sentence) => {
  const { code, err } = await inProcess(importing(...options));
  expect(code).toBe(2);
  expect(err).toContain(sentence);
  expect(err.trim().split('\n')).toHaveLength(1);
});
