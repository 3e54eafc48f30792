import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProcess } from './testing/program.ts';
import { logLine } from './testing/access-log.ts';
import { startServer, type RunningStandalone } from './testing/running-server.ts';
import { writeSmallDump } from './testing/small-dump.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stoa-log-server-'));
const [dump, offline, data, log] = ['dump', 'offline', 'data', 'access.log'].map((name) => join(scratch, name)) as [
  string,
  string,
  string,
  string,
];
const DAY = Date.UTC(2025, 4, 17);
let server: RunningStandalone;

beforeAll(async () => {
  writeSmallDump(dump, 8);
  const visit = (_: unknown, index: number) =>
    logLine({
      at: DAY + index * 40_000,
      address: `203.0.113.${index % 90}`,
      request: `GET /q/question-${index % 7}-of-a-small-site HTTP/1.1`,
    });
  writeFileSync(log, Array.from({ length: 2200 }, visit).join(''));
  for (const folder of [offline, data]) await inProcess(['import', 'stackexchange', dump, '--data-dir', folder]);
  server = await startServer(data);
});
afterAll(async () => {
  await server.end();
  rmSync(scratch, { recursive: true, force: true });
});

const run = async (...args: string[]) => {
  const { code, out, err } = await inProcess([...args, '--json']);
  if (code !== 0) throw new Error(err);
  return JSON.parse(out) as Record<string, unknown>;
};
const importing = (...where: string[]) => run('views', 'import-log', log, '--pattern', '/q/{question}', ...where);
const through = () => ['--gateway', server.url, '--admin-secret-file', join(data, 'admin-secret')];

it('a server comes to the same as a folder, and a second run changes nothing', async () => {
  const { position: _, ...folder } = await importing('--data-dir', offline);
  const { position: __, ...report } = await importing(...through());
  expect(report).toEqual(folder);
  expect(report).toMatchObject({ facts: 2200, imported: 2200 });
  expect(await importing(...through())).toMatchObject({ imported: 0, duplicates: 2200 });
  expect(await importing('--data-dir', data)).toMatchObject({ imported: 0, duplicates: 2200 });
});

it('a server restates and explains as a folder does', async () => {
  const restating = (...where: string[]) =>
    run('views', 'restate', '--from', '2025-05-17', '--to', '2025-05-18', '--rules', 'views.log.v1', ...where);
  const { position: _, ...folder } = await restating('--data-dir', offline);
  const { position: __, ...report } = await restating(...through());
  expect(report).toEqual(folder);
  expect(report).toMatchObject({ facts: 2200, changed: 0, movers: [], next: null });
  const page = (await run('page', 'question-3-of-a-small-site', '--data-dir', offline)) as { answers: { id: string }[] };
  const explaining = (...where: string[]) => run('views', 'explain', page.answers[0]!.id, ...where);
  const { freshness: ___, ...explained } = await explaining(...through());
  expect(explained).toMatchObject({ counted: 0, rules: 'views.log.v1' });
  expect(await explaining('--data-dir', offline)).toMatchObject(explained);
});

it.each([
  [['--from', '2025-05-32', '--to', '2025-05-18', '--rules', 'v2'], '--from must be a day'],
  [['--from', '2025-05-17', '--to', '2999-05-18', '--rules', 'v2'], 'Only days that are over'],
  [['--from', '2025-05-17', '--to', '2025-05-18', '--rules', 'v99'], 'There are no such rules'],
  [['--from', '2025-05-17', '--to', '2025-05-18', '--rules', 'the best'], '--rules must name rules'],
])('says in one line what is wrong: %j', async (options, sentence) => {
  const { code, err } = await inProcess(['views', 'restate', ...options, '--data-dir', offline]);
  expect(code).toBe(2);
  expect(err).toContain(sentence);
});
