import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DailySalts } from './daily-salts.ts';
import { FileSalts } from './file-salts.ts';
import { MemorySalts, MemoryShelf, RunSalts } from './memory-salts.ts';
import type { Salts } from './salts.ts';

const at = (text: string) => Date.parse(`2026-${text}Z`);
const hex = async (salts: Salts, day: string) => (await salts.of(`2026-${day}`)) && Buffer.from((await salts.of(`2026-${day}`))!).toString('hex'); // prettier-ignore

const folder = mkdtempSync(join(tmpdir(), 'stoa-salts-'));
afterAll(() => rmSync(folder, { recursive: true }));
let number = 0;

const shelves = [
  ['in memory', () => { const shelf = new MemoryShelf(); return (now: () => number) => Promise.resolve(new MemorySalts(now, shelf)); }],
  ['in files', () => { const of = join(folder, `${number++}`); return (now: () => number) => FileSalts.open(of, now); }],
] as const; // prettier-ignore

describe.each(shelves)('salts %s', (_name, shelf) => {
  let now: number;
  let open: () => Promise<MemorySalts | FileSalts>;
  beforeEach(() => {
    now = at('11-30T12:00:00');
    const opened = shelf();
    open = () => opened(() => now);
  });

  it('are 32 bytes, made once a day and never the same', async () => {
    const salts = await open();
    const today = await salts.of('2026-11-30');
    expect(today).toHaveLength(32);
    expect(await salts.of('2026-11-30')).toEqual(today);
    now = at('12-01T00:00:01');
    expect(await salts.of('2026-12-01')).not.toEqual(today);
    expect(await salts.of('2026-11-30')).toEqual(today);
  });

  it('of days that are over, or to come, are not made', async () => {
    const salts = await open();
    for (const day of ['11-29', '11-28', '12-01', '12-02', '01-01']) expect(await hex(salts, day)).toBeUndefined();
    expect(await salts.of('nonsense')).toBeUndefined();
  });

  it('of a neighbouring day are made within five minutes of midnight, since clocks differ', async () => {
    const salts = await open();
    now = at('12-01T00:00:01');
    expect(await hex(salts, '11-30')).toBeDefined();
    now = at('12-01T23:59:59');
    expect(await hex(salts, '12-02')).toBeDefined();
  });

  it('outlive a restart, and 48 hours never', async () => {
    const first = await hex(await open(), '11-30');
    now = at('12-01T23:54:59');
    const running = await open();
    expect(await hex(running, '11-30')).toBe(first);
    now = at('12-02T00:00:00');
    expect(await hex(running, '11-30')).toBeUndefined();
    await (await open()).sweep();
    // Even where the clock is set back.
    now = at('12-01T12:00:00');
    expect(await hex(await open(), '11-30')).toBeUndefined();
  });

  it('are forgotten by a process that sees nobody, when it is told to sweep', async () => {
    const salts = await open();
    await salts.of('2026-11-30');
    now = at('12-05T00:00:00');
    await salts.sweep();
    now = at('11-30T12:00:00');
    const again = await open();
    now = at('12-01T12:00:00');
    expect(await hex(again, '11-30')).toBeUndefined();
  });

  it('are the same for all who ask at once', async () => {
    const processes = await Promise.all(Array.from({ length: 16 }, () => open()));
    const salts = await Promise.all(processes.flatMap((each) => [hex(each, '11-30'), hex(each, '11-30')]));
    expect(new Set(salts).size).toBe(1);
  });

  it('with a clock that is a day ahead or behind do not disturb the others', async () => {
    const first = await hex(await open(), '11-30');
    now = at('12-01T12:00:00');
    expect(await hex(await open(), '12-01')).toBeDefined();
    now = at('11-29T12:00:00');
    expect(await hex(await open(), '11-29')).toBeDefined();
    now = at('11-30T12:00:00');
    expect(await hex(await open(), '11-30')).toBe(first);
  });
});

describe('salts in files', () => {
  const now = () => at('11-30T12:00:00');

  it('are read by the owner alone', async () => {
    const of = join(folder, 'modes');
    await (await FileSalts.open(of, now)).of('2026-11-30');
    expect(statSync(of).mode & 0o777).toBe(0o700);
    expect(readdirSync(of)).toEqual(['2026-11-30.salt']);
    expect(statSync(join(of, '2026-11-30.salt')).mode & 0o777).toBe(0o600);
  });

  it('leave other files alone, and no draft of a killed process for ever', async () => {
    const of = join(folder, 'others');
    await FileSalts.open(of, now);
    for (const name of ['notes.txt', '2026-11-01.salt', '2026-11-01.1-2-3.tmp', '2026-11-30.1-2-3.tmp'])
      writeFileSync(join(of, name), 'x');
    await FileSalts.open(of, now);
    expect(readdirSync(of).sort()).toEqual(['2026-11-30.1-2-3.tmp', 'notes.txt']);
  });

  it('that are damaged are said to be, without what is in them', async () => {
    const of = join(folder, 'damaged');
    const salts = await FileSalts.open(of, now);
    writeFileSync(join(of, '2026-11-30.salt'), 'a-short-secret');
    await expect(salts.of('2026-11-30')).rejects.toThrow('2026-11-30.salt is damaged: it has 14 bytes instead of 32');
    await expect(salts.of('2026-11-30')).rejects.not.toThrow('a-short-secret');
    rmSync(join(of, '2026-11-30.salt'));
    expect(Buffer.from((await salts.of('2026-11-30'))!)).toEqual(readFileSync(join(of, '2026-11-30.salt')));
  });
});

describe('salts over a shelf', () => {
  it('are read once, also where there is none, which is believed for a minute', async () => {
    let reads = 0;
    let time = at('11-30T12:00:00');
    const shelf = new MemoryShelf();
    const counting = { read: (day: string) => (reads++, shelf.read(day)), keep: shelf.keep.bind(shelf), deleteBefore: shelf.deleteBefore.bind(shelf) }; // prettier-ignore
    const salts = new DailySalts(counting, () => time);
    for (let request = 0; request < 100; request++) await Promise.all([salts.of('2026-11-30'), salts.of('2026-11-29')]);
    expect(reads).toBe(2);
    time += 60_000;
    await salts.of('2026-11-29');
    expect(reads).toBe(3);
  });

  it('are asked for again after a failure', async () => {
    const shelf = new MemoryShelf();
    let fails = true;
    const failing = Object.assign(shelf, {
      read: () => (fails ? Promise.reject(new Error('no disk')) : Promise.resolve(undefined)),
    });
    const salts = new DailySalts(failing);
    const day = new Date().toISOString().slice(0, 10);
    await expect(salts.of(day)).rejects.toThrow('no disk');
    fails = false;
    expect(await salts.of(day)).toHaveLength(32);
  });
});

describe("a run's salts", () => {
  it('are there for any day, and end with the run', async () => {
    const run = new RunSalts();
    expect(await hex(run, '01-01')).toBe(await hex(run, '01-01'));
    expect(await hex(run, '01-01')).not.toBe(await hex(run, '01-02'));
    expect(await hex(run, '01-01')).not.toBe(await hex(new RunSalts(), '01-01'));
    expect(await hex(new RunSalts(new Uint8Array(32)), '01-01')).toBe(await hex(new RunSalts(new Uint8Array(32)), '01-01'));
  });
});
