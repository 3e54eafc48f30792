import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventStore } from '../index.ts';
import { asFormerRelease, changeRows, flipByte } from '../testing/damage.ts';
import { EVENTS, PER_STREAM, STREAMS, checked, readFrom, writeSample } from '../testing/sample-log.ts';
import { isSealed, openEventFile } from './event-table.ts';
import { sealRows } from './seal-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'stoa-seal-'));
const file = join(folder, 'events.sqlite');
const sound = join(folder, 'sound.sqlite');
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => writeSample(sound));
beforeEach(async () => {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  await writeSample(file);
});

const WHICH = 42;
const NAME = `name-of-${WHICH}-`;
const ROW = WHICH + 1;
const STREAM = `stream-${WHICH % STREAMS}.`;

describe('a log of a former release', () => {
  beforeEach(() => asFormerRelease(file));

  it('is sealed when it is opened for writing, reads as before, and notices damage from then on', async () => {
    const whole = (await readFrom(sound)).events.map(({ id, data, meta }) => ({ id, data, meta }));
    expect((await readFrom(file)).events.map(({ id, data, meta }) => ({ id, data, meta }))).toEqual(whole);
    expect(checked(file)).toMatchObject({ sealed: true, damages: [] });
    flipByte(file, NAME);
    expect((await readFrom(file)).thrown).toMatchObject({ row: ROW });
  });

  it('is read as it stands by who may not write it', async () => {
    const store = SqliteEventStore.open(file, { readOnly: true });
    expect(await store.read(STREAM)).toHaveLength(PER_STREAM);
    await store.close();
    expect(checked(file)).toMatchObject({ sealed: false, damages: [] });
  });

  it('goes on being sealed where it was ended, and is readable meanwhile', async () => {
    const db = openEventFile(file, { readOnly: false });
    const more = Array.from({ length: 2100 }, (_, index) => `('s-${index}', 0, '', 'T.v1', '', '', '{}', '{}')`);
    db.exec(`INSERT INTO event (stream, revision, id, type, occurred_at, recorded_at, data, meta) VALUES ${more.join()}`);
    const steps = sealRows(db);
    expect(steps.next().value).toEqual({ done: 2000, of: EVENTS + 2100 });
    db.close();
    const reader = SqliteEventStore.open(file, { readOnly: true });
    expect((await reader.read('s-2099')).length + (await reader.read('s-0')).length).toBe(2);
    await reader.close();
    expect(checked(file)).toMatchObject({ sealed: false, damages: [] });
    await SqliteEventStore.open(file).close();
    expect(checked(file)).toEqual({ head: EVENTS + 2100, sealed: true, damages: [], more: false });
  });

  it('in which something is no JSON any more is sealed without it', async () => {
    changeRows(file, `UPDATE event SET data = '{"topic":' WHERE position = ${ROW}`);
    expect((await readFrom(file)).thrown).toMatchObject({ row: ROW, what: expect.stringContaining('has no checksum') });
    const db = openEventFile(file, { readOnly: true });
    expect(isSealed(db)).toBe(true);
    db.close();
  });
});
