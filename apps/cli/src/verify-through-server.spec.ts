import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sqlite } from '@stoa/sqlite';
import { eventually } from '@stoa/testing';
import { inProcess } from './testing/program.ts';
import { startServer, type RunningStandalone } from './testing/running-server.ts';

const data = mkdtempSync(join(tmpdir(), 'stoa-verify-'));
let server: RunningStandalone;
beforeAll(async () => {
  server = await startServer(data, { args: ['--demo'] });
});
afterAll(async () => {
  await server.end();
  rmSync(data, { recursive: true, force: true });
});

const verifying = (...what: string[]) => [
  'projections',
  'verify',
  ...what,
  ...['--gateway', server.url, '--admin-secret-file', join(data, 'admin-secret')],
];
const left = () => (existsSync(join(data, 'verification')) ? readdirSync(join(data, 'verification')) : []);

it('the server verifies all of its read models, and says what the command line says of the folder', async () => {
  const there = await inProcess([...verifying('--all'), '--json']);
  expect(there).toMatchObject({ code: 0 });
  const here = await inProcess(['projections', 'verify', '--all', '--data-dir', data, '--json']);
  const of = ({ out }: { out: string }) =>
    JSON.parse(out) as { equal: boolean; results: { projection: string; position: string }[] };
  const told = ({ results }: ReturnType<typeof of>) =>
    results.map((result) => Object.keys(result).concat(result.projection, result.position));
  expect(told(of(there))).toEqual(told(of(here)));
  expect(of(there)).toMatchObject({ equal: true });
});

it('an interruption cancels it at the server and leaves nothing there', async () => {
  const stopping = new AbortController();
  const interrupted = inProcess(verifying('--all'), stopping.signal);
  await eventually(() => expect(left()).toHaveLength(1));
  stopping.abort();
  expect(await interrupted).toMatchObject({ code: 130, out: '' });
  expect(left()).toEqual([]);
});

it('is 1 where what is live differs, and 2 where nothing could be compared', async () => {
  const live = new Sqlite(join(data, 'read-models/question-page/1.sqlite'));
  live.exec('UPDATE tally SET helpful = helpful + 1 WHERE "questionId" = (SELECT min("questionId") FROM tally)');
  live.close();
  expect(await inProcess(verifying('question-page'))).toMatchObject({ code: 1, out: 'question-page: DIFFERS in tally\n' });
  expect(await inProcess(verifying('question-page'))).toMatchObject({ code: 1 });
  expect(await inProcess(verifying('no-such-thing'))).toMatchObject({ code: 2, out: '' });
  expect(await inProcess(verifying())).toMatchObject({ code: 2, err: expect.stringContaining('--all') });
});
