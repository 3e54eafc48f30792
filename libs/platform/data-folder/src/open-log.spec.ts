import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newEvent } from '@stoa/event-store/contract-suite';
import { asFormerRelease, flipByte } from '@stoa/event-store/testing/damage';
import { filesOf, formatOf, logStateIn, openDataFolder } from './index.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stoa-log-state-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const open = (options: object = {}) => openDataFolder(folder, { mode: 'write', ...options });
const state = () => logStateIn(filesOf(folder).logState);

/** A folder with events, the metadata of each holding its name; closed in order. */
async function written(events = 5): Promise<void> {
  const { store, release } = await open();
  for (let index = 0; index < events; index++)
    await store.append('stream', [newEvent(`the-${index}-th`)], index === 0 ? 'no-stream' : index - 1);
  await release();
}
const damage = (index: number) => flipByte(filesOf(folder).events, `the-${index}-th`);
const asAfterKill = () => writeFileSync(filesOf(folder).logState, '{"state":"open"}\n');

describe('how the log was left', () => {
  it('is open while it is written, and closed with its last position', async () => {
    await written();
    expect(state()).toEqual({ state: 'closed', head: '0000000000000005' });
    const { release } = await open();
    expect(state()).toEqual({ state: 'open' });
    await release();
    expect(state()).toMatchObject({ state: 'closed' });
  });

  it.each([
    ['a kill', asAfterKill],
    ['another log in its place', () => writeFileSync(filesOf(folder).logState, '{"state":"closed","head":"0000000000000009"}\n')],
    ['a restore without it', () => rmSync(filesOf(folder).logState)],
    ['a half-written file', () => writeFileSync(filesOf(folder).logState, '{"state":"clo')],
  ])('has the log checked after %s', async (_name, left) => {
    await written();
    damage(3);
    left();
    const found: (number | undefined)[] = [];
    const { store, release } = await open({ onDamage: ({ row }: { row?: number }) => found.push(row) });
    expect(found).toEqual([4]);
    await expect(store.append('other', [newEvent('x')], 'no-stream')).rejects.toMatchObject({ code: 'log-damaged' });
    expect(await store.read('stream', { after: 3 })).toHaveLength(1);
    await release();
    expect(state()).toMatchObject({ state: 'damaged', row: 4, found: expect.stringContaining('position 4') });
  });

  it('costs no check after it was closed in order; a read finds the damage then', async () => {
    await written();
    damage(3);
    const { store, release } = await open();
    expect(store.damage).toBeNull();
    await expect(store.read('stream')).rejects.toMatchObject({ code: 'log-damaged' });
    expect(state()).toMatchObject({ state: 'damaged', row: 4 });
    await release();
  });

  it('keeps damage over restarts until it is mended', async () => {
    await written();
    damage(3);
    for (let start = 0; start < 2; start++) {
      const { store, release } = await open();
      if (start === 0) await store.read('stream').catch(() => undefined);
      expect(store.damage).toMatchObject({ row: 4 });
      await release();
    }
    const mended = readFileSync(filesOf(folder).events);
    mended[mended.indexOf(`uhe-3-th`)]! ^= 1;
    writeFileSync(filesOf(folder).events, mended);
    const { store, release } = await open();
    expect(store.damage).toBeNull();
    await store.append('stream', [newEvent('more')], 4);
    await release();
    expect(state()).toEqual({ state: 'closed', head: '0000000000000006' });
  });
});

it('on a disk that is full, damage and a stop are what they are, and the next start checks', async () => {
  await written();
  damage(3);
  const { store, release } = await open();
  mkdirSync(`${filesOf(folder).logState}.draft`); // nothing can be written there
  await expect(store.read('stream')).rejects.toMatchObject({ code: 'log-damaged' });
  await release();
  expect(state()).toEqual({ state: 'open' });
});

it('a folder of the former format is sealed with progress, and has the new format then', async () => {
  await written();
  asFormerRelease(filesOf(folder).events);
  writeFileSync(join(folder, 'format.json'), '{"version":1}');
  const progress: unknown[] = [];
  await (await openDataFolder(folder, { mode: 'read' })).release();
  expect(formatOf(folder)).toBe(1);
  const { store, release } = await open({ onUpgrade: (sealed: object) => progress.push(sealed) });
  expect(progress).toEqual([{ done: 5, of: 5 }]);
  expect(formatOf(folder)).toBe(2);
  expect(await store.read('stream')).toHaveLength(5);
  await release();
  damage(2);
  const again = await open();
  await expect(again.store.read('stream')).rejects.toMatchObject({ code: 'log-damaged', row: 3 });
  await again.release();
});
