import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cast, eventually } from '@stoa/testing';
import { dumpOf, reported, stoa } from './testing/program.ts';
import { startServer } from './testing/running-server.ts';
import { writeSmallDump } from './testing/small-dump.ts';

const READ_MODELS = ['question-page', 'mentor-leaderboard', 'question-list'];
const KILLED_IMPORTS = 3;

it('an import through a server ends in the same read models, whichever of both is killed meanwhile', async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'stoa-import-kills-'));
  const [dump, offline, data] = ['dump', 'offline', 'data'].map((name) => join(scratch, name)) as [string, string, string];
  const importing = (...where: string[]) => ['import', 'stackexchange', dump, ...where, '--json'];
  writeSmallDump(dump, 150);
  const report = reported(await stoa(importing('--data-dir', offline)));
  let server = await startServer(data);
  const { port } = new URL(server.url);

  /** Where the log ends; the list of questions follows it closely. */
  const position = async () => {
    const secret = readFileSync(join(data, 'admin-secret'), 'utf8').trim();
    const { items } = await new Cast({ url: server.url, admin: { 'stoa-admin-secret': secret } }).admin.must(
      'GET',
      '/v1/projections',
    );
    return (items as { name: string; position: string }[]).find(({ name }) => name === 'question-list')?.position ?? '';
  };
  /** Resolves when something more has been imported. */
  const progress = async () => {
    const before = await position();
    return eventually(async () => expect((await position()) > before).toBe(true), { timeout: 60_000 });
  };

  for (let kill = 0; kill < KILLED_IMPORTS; kill++) {
    const { code } = await stoa(importing('--data-dir', data), progress());
    expect(code).toBeNull();
  }
  const meanwhile = progress();
  const underWay = stoa(importing('--gateway', server.url, '--admin-secret-file', join(data, 'admin-secret')));
  await meanwhile;
  await server.end('SIGKILL');
  server = await startServer(data, { port: Number(port) });
  // It has a new secret now: an import with the old one is refused, or had finished before.
  const { code, err } = await underWay;
  if (code !== 0) expect(err).toContain('admin secret');

  const last = reported(await stoa(importing('--data-dir', data)));
  expect({ ...last, eventsAppended: 0, eventsAlreadyThere: 0 }).toEqual({ ...report, eventsAppended: 0, eventsAlreadyThere: 0 });
  expect(Number(last['eventsAppended']) + Number(last['eventsAlreadyThere'])).toBe(report['eventsAppended']);
  for (const name of READ_MODELS) {
    const [one, other] = [await dumpOf(name, data), await dumpOf(name, offline)];
    expect({ name, long: one.length > 100, same: one === other }).toEqual({ name, long: true, same: true });
  }
  await server.end();
  rmSync(scratch, { recursive: true, force: true });
});
