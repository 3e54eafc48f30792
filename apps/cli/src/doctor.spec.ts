import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  asFormerRelease,
  changeRows,
  overwritePage,
  replaceByText,
  swapRows,
  truncateToHalf,
} from '@stoa/event-store/testing/damage';
import { inProcess } from './testing/program.ts';
import { writeSmallDump } from './testing/small-dump.ts';

interface Report {
  sound: boolean;
  events: number | null;
  checksums: boolean | null;
  checked: string[];
  problems: { file: string; what: string; position?: string; stream?: string; remedy: string }[];
}

const folder = mkdtempSync(join(tmpdir(), 'stoa-doctor-'));
const sound = join(folder, 'sound');
const data = join(folder, 'data');
const events = join(data, 'events.sqlite');
beforeAll(async () => {
  writeSmallDump(join(folder, 'dump'), 12);
  expect(await inProcess(['import', 'stackexchange', join(folder, 'dump'), '--data-dir', sound])).toMatchObject({ code: 0 });
});
beforeEach(() => {
  rmSync(data, { recursive: true, force: true });
  cpSync(sound, data, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

async function report(): Promise<{ code: number | null } & Report> {
  const { code, out } = await inProcess(['doctor', '--data-dir', data, '--json']);
  return { code, ...(JSON.parse(out) as Report) };
}
const at = (row: number) => String(row).padStart(16, '0');
const ROW = 20;
const change = (set: string) => changeRows(events, `UPDATE event SET ${set} WHERE position = ${ROW}`);

it('a sound folder ends with 0, and everything in it was checked', async () => {
  const found = await report();
  expect(found).toMatchObject({ code: 0, sound: true, checksums: true, problems: [] });
  expect(found.events).toBeGreaterThan(30);
  expect(found.checked).toEqual(expect.arrayContaining(['events.sqlite', 'read-models/control.sqlite', 'html-cache.sqlite']));
  expect(found.checked.filter((file) => /^read-models\/.+\/1\.sqlite$/.test(file)).length).toBeGreaterThan(3);
  const { out } = await inProcess(['doctor', '--data-dir', data]);
  expect(out).toMatch(/^\d+ events, \d+ files checked\.\nSound\.\n$/);
});

it.each<[string, () => void, RegExp]>([
  ['data', () => change(`data = replace(data, '"', '''')`), /does not match its checksum/],
  ['metadata', () => change(`meta = replace(meta, 'bodyHash', 'bodyHasg')`), /metadata .* do not match their checksum/],
  ['a stream’s name', () => change(`stream = stream || 'x'`), /does not match its checksum/],
  ['a revision', () => change('revision = 500'), /does not match its checksum/],
  ['a deleted row', () => changeRows(events, `DELETE FROM event WHERE position = ${ROW}`), /There is no event at position 20/],
  ['exchanged rows', () => swapRows(events, ROW, 30), /does not match its checksum/],
])('%s of an event: position, stream and what to do are named, with 1', async (_name, damage, what) => {
  damage();
  const { code, sound: holds, problems } = await report();
  expect([code, holds]).toEqual([1, false]);
  const problem = problems.find(({ position }) => position === at(ROW));
  expect(problem).toMatchObject({ file: 'events.sqlite', what: expect.stringMatching(what) });
  if (!/no event/.test(problem!.what)) expect(problem!.stream).toMatch(/-/);
  expect(problem!.remedy).toContain('backup');
  expect(problem!.remedy).toContain(`events copy --until ${at(ROW - 1)}`);
  const { out } = await inProcess(['doctor', '--data-dir', data]);
  expect(out).toContain(`events.sqlite (position ${at(ROW)}`);
});

it.each([
  ['zeros', (page: Buffer) => page],
  ['garbage', (page: Buffer) => page.fill('garbage ')],
])('a page of %s', async (_name, fill) => {
  overwritePage(events, 'Question 5 of a small site', fill);
  const { code, problems } = await report();
  expect(code).toBe(1);
  expect(problems.some(({ file, position }) => file === 'events.sqlite' && position !== undefined)).toBe(true);
});

it.each([
  ['half a file', truncateToHalf],
  ['text', replaceByText],
])('%s instead of the log', async (_name, damage) => {
  damage(events);
  const { code, events: count, problems } = await report();
  expect([code, count]).toEqual([1, null]);
  expect(problems).toContainEqual(expect.objectContaining({ file: 'events.sqlite', remedy: expect.stringContaining('backup') }));
});

it('what is whole before damage can be copied, and is sound', async () => {
  change(`data = '{}'`);
  const copy = join(folder, 'copy');
  const { out } = await inProcess(['events', 'copy', '--from', data, '--to', copy, '--until', at(ROW - 1), '--json']);
  expect(JSON.parse(out)).toMatchObject({ events: ROW - 1 });
  expect((await inProcess(['doctor', '--data-dir', copy])).code).toBe(0);
  expect((await inProcess(['events', 'copy', '--from', data, '--to', join(folder, 'all')])).err).toContain(`position ${ROW}`);
});

it.each([
  ['read-models/question-page/1.sqlite', /projections rebuild question-page/],
  ['read-models/control.sqlite', /delete the folder read-models/],
  ['html-cache.sqlite', /delete it/],
])('%s replaced by text', async (file, remedy) => {
  replaceByText(join(data, file));
  const { code, problems } = await report();
  expect(code).toBe(1);
  expect(problems).toEqual([expect.objectContaining({ file, remedy: expect.stringMatching(remedy) })]);
});

it('a log of an older backup under newer read models', async () => {
  const older = join(folder, 'older');
  await inProcess(['events', 'copy', '--from', data, '--to', older, '--until', at(ROW)]);
  cpSync(join(older, 'events.sqlite'), events);
  const { code, problems } = await report();
  expect(code).toBe(1);
  expect(problems).toContainEqual(
    expect.objectContaining({ file: 'events.sqlite', what: expect.stringMatching(/ends at position 20, and ended at \d+/) }),
  );
  // Served once, the log counts as what it is; what was built from more is still found.
  rmSync(join(data, 'log-state.json'));
  const { problems: left } = await report();
  expect(left.length).toBeGreaterThan(0);
  for (const { file, what, remedy } of left) {
    expect(file).toMatch(/^read-models\//);
    expect(what).toMatch(/and the log ends at position 0*20|and the log ends at 0*20/);
    expect(remedy).toContain('projections rebuild');
  }
});

it('files that others may read', async () => {
  chmodSync(join(data, 'html-cache.sqlite'), 0o644);
  expect(await report()).toMatchObject({
    code: 1,
    problems: [{ file: 'html-cache.sqlite', what: expect.stringContaining('644') }],
  });
});

it('events of a former release are sound, and have no checksums yet', async () => {
  asFormerRelease(events);
  expect(await report()).toMatchObject({ code: 0, sound: true, checksums: false });
});

it('what is no data folder cannot be checked: 2, and nothing is made', async () => {
  const none = join(folder, 'none');
  expect(await inProcess(['doctor', '--data-dir', none])).toMatchObject({ code: 2, out: '' });
  expect(existsSync(none)).toBe(false);
  mkdirSync(none);
  writeFileSync(join(none, 'notes.txt'), '');
  expect(await inProcess(['doctor', '--data-dir', none])).toMatchObject({ code: 2 });
});
