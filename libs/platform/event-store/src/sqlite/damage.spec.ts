import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStream } from '@stoa/kernel';
import { seeded } from '@stoa/testing';
import { LogDamaged, SqliteEventStore } from '../index.ts';
import { newEvent } from '../testing/contract-suite.ts';
import { changeRows, flipByte, flipByteAt, overwritePage, replaceByText, swapRows, truncateToHalf } from '../testing/damage.ts';
import { EVENTS, PER_STREAM, STREAMS, asText, checked, eventOf, readFrom, writeSample } from '../testing/sample-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'stoa-damage-'));
const sound = join(folder, 'sound.sqlite');
const file = join(folder, 'events.sqlite');
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(() => writeSample(sound));
beforeEach(() => {
  for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
  copyFileSync(sound, file);
});

/** The row of the event with this index. */
const rowOf = (index: number) => index + 1;
const WHICH = 42;
const NAME = `name-of-${WHICH}-`;
const STREAM = `stream-${WHICH % STREAMS}.`;

it('a sound log is read whole, and nothing is found in it', async () => {
  const { events, damage, thrown } = await readFrom(sound);
  expect([events.length, damage, thrown]).toEqual([EVENTS, null, undefined]);
  expect(checked(sound)).toEqual({ head: EVENTS, sealed: true, damages: [], more: false });
});

const idOf = (index: number) => eventOf(index).id;
const DAMAGES: Record<string, { do: () => void; row: number; what: RegExp }> = {
  'a byte of the data': { do: () => flipByte(file, NAME), row: rowOf(WHICH), what: /does not match its checksum/ },
  'a byte of the metadata': {
    do: () => changeRows(file, `UPDATE event SET meta = replace(meta, 'bodyHash', 'bodyHasg') WHERE position = ${rowOf(WHICH)}`),
    row: rowOf(WHICH),
    what: /metadata .* do not match their checksum/,
  },
  'a byte of the id': {
    do: () => flipByte(file, idOf(WHICH)),
    row: rowOf(WHICH),
    what: /Id and metadata .* do not match their checksum/,
  },
  'the name of the stream': {
    do: () => changeRows(file, `UPDATE event SET stream = 'stream-x' WHERE position = ${rowOf(WHICH)}`),
    row: rowOf(WHICH),
    what: /does not match its checksum/,
  },
  'the revision': {
    do: () => changeRows(file, `UPDATE event SET revision = 77 WHERE position = ${rowOf(WHICH)}`),
    row: rowOf(WHICH),
    what: /does not match its checksum/,
  },
  'the type': {
    do: () => changeRows(file, `UPDATE event SET type = 'TopicCreated.v2' WHERE position = ${rowOf(WHICH)}`),
    row: rowOf(WHICH),
    what: /does not match its checksum/,
  },
  'the time': {
    do: () => changeRows(file, `UPDATE event SET occurred_at = '2020' WHERE position = ${rowOf(WHICH)}`),
    row: rowOf(WHICH),
    what: /does not match its checksum/,
  },
  'a lost checksum': {
    do: () => changeRows(file, `UPDATE event SET checksum = NULL WHERE position = ${rowOf(WHICH)}`),
    row: rowOf(WHICH),
    what: /has no checksum/,
  },
  'a row that is deleted': {
    do: () => changeRows(file, `DELETE FROM event WHERE position = ${rowOf(WHICH)}`),
    row: rowOf(WHICH),
    what: /There is no event at position 43/,
  },
  'two rows that are exchanged': { do: () => swapRows(file, rowOf(WHICH), 70), row: rowOf(WHICH), what: /does not match/ },
};

describe.each(Object.entries(DAMAGES))('%s', (name, { do: damage, row, what }) => {
  beforeEach(() => damage());

  it('stops a reader of the log behind the last whole event before it', async () => {
    const { events, damage: found, thrown } = await readFrom(file);
    expect(thrown).toBeInstanceOf(LogDamaged);
    expect(thrown).toMatchObject({ code: 'log-damaged', row, what: expect.stringMatching(what) });
    expect((thrown as Error).message).toContain(`at position ${row}`);
    expect(found).toBe(thrown);
    // Of an envelope it is noticed when it is looked at: the batch has come.
    if (!/Id and metadata/.test(found!.what)) expect(events.map(({ position }) => Number(position)).at(-1)).toBe(row - 1);
  });

  it('is found by a check, with its position', () => {
    const { damages } = checked(file);
    expect(damages).toContainEqual(expect.objectContaining({ row, what: expect.stringMatching(what) }));
  });

  it('stops who loads its stream, and all appends from then on; other streams are read', async () => {
    const store = SqliteEventStore.open(file);
    const other = `stream-${(WHICH + 1) % STREAMS}.`;
    if (name.startsWith('the name'))
      expect(await store.read('stream-x').catch((error: unknown) => error)).toBeInstanceOf(LogDamaged);
    else await expect(readStream(store, STREAM)).rejects.toMatchObject({ code: 'log-damaged' });
    await expect(store.append('new', [newEvent('n')], 'no-stream')).rejects.toMatchObject({ code: 'log-damaged' });
    expect(await store.read(other)).toHaveLength(PER_STREAM);
    await store.close();
  });
});

it('a subscription that meets damage gives what stands before it, and ends with it', async () => {
  flipByte(file, NAME);
  const found: LogDamaged[] = [];
  const store = SqliteEventStore.open(file, { onDamage: (damage) => found.push(damage) });
  const seen: number[] = [];
  const failure = await new Promise((resolve) =>
    store.subscribe('', async (batch) => void seen.push(...batch.map(({ position }) => Number(position))), resolve),
  );
  expect(failure).toBeInstanceOf(LogDamaged);
  expect(seen).toEqual(Array.from({ length: WHICH }, (_, index) => index + 1));
  expect(found).toEqual([failure]);
  await store.close();
});

it('the last events of a stream are checked too', async () => {
  changeRows(file, `UPDATE event SET meta = '{}' WHERE position = ${EVENTS}`);
  const store = SqliteEventStore.open(file);
  await expect(store.readLast(`stream-${(EVENTS - 1) % STREAMS}.`, 2)).rejects.toBeInstanceOf(LogDamaged);
  await store.close();
});

describe.each([
  ['zeros', (page: Buffer) => page],
  ['garbage', (page: Buffer) => page.fill('garbage ')],
])('a page of %s', (_name, fill) => {
  beforeEach(() => overwritePage(file, NAME, fill));

  it('is found by a check, with a position', () => {
    const { damages } = checked(file);
    expect(damages.some(({ row }) => row !== undefined && row <= rowOf(WHICH))).toBe(true);
  });

  it('is met by a reader, who gets what stands before it', async () => {
    const { events, thrown } = await readFrom(file);
    const { events: whole } = await readFrom(sound);
    expect(thrown).toMatchObject({ code: 'log-damaged' });
    expect(events.length).toBeGreaterThan(0);
    expect(asText(events)).toEqual(asText(whole).slice(0, events.length));
  });

  it('is found by the quick check, with a position, wherever it lies', async () => {
    const store = SqliteEventStore.open(file);
    store.check({ rows: 10 });
    expect(store.damage).toMatchObject({ code: 'log-damaged', row: expect.any(Number) });
    await store.close();
  });
});

it('the quick check looks at the last rows, and at one that is known to be damaged', async () => {
  flipByte(file, NAME);
  const found = (options: object) => {
    const store = SqliteEventStore.open(file);
    store.check(options);
    return store.close().then(() => store.damage?.row ?? null);
  };
  expect(await found({ rows: EVENTS - WHICH - 1 })).toBeNull();
  expect(await found({ rows: EVENTS - WHICH })).toBe(rowOf(WHICH));
  expect(await found({ rows: 1, knownRow: rowOf(WHICH) })).toBe(rowOf(WHICH));
  expect(await found({ rows: 1, knownRow: rowOf(WHICH) + 1 })).toBeNull();
});

it.each([
  ['half of it', truncateToHalf],
  ['text instead of it', replaceByText],
])('%s cannot be opened, in words that name the file', (_name, damage) => {
  damage(file);
  expect(() => SqliteEventStore.open(file)).toThrow(file);
  expect(() => checked(file)).toThrow(file);
});

it('no flipped byte changes what is read and goes unnoticed', async () => {
  const whole = asText((await readFrom(sound)).events);
  const random = seeded(7);
  const { size } = statSync(sound);
  let [noticed, harmless] = [0, 0];
  for (let round = 0; round < 150; round++) {
    for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
    copyFileSync(sound, file);
    flipByteAt(file, random.below(size), 1 << random.below(8));
    const read = await readFrom(file).catch(() => undefined);
    if (read === undefined || read.thrown) {
      noticed++;
      continue;
    }
    expect(asText(read.events)).toEqual(whole);
    harmless++;
  }
  expect(noticed).toBeGreaterThan(harmless);
});
