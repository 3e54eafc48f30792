import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VIEW_FACTS } from '@stoa/contracts';
import { Sqlite } from '@stoa/sqlite';
import { eventually } from '@stoa/testing';
import { LocalEventStream, type JournalLimits } from '../index.ts';
import { Recorder } from '../testing/recorder.ts';

const place = { topic: 'facts', partition: 0 };
const TOPICS = { facts: { partitions: 2, retentionMs: -1 } };
const texts = (count: number) => Array.from({ length: count }, (_, index) => String(index));
const message = (text: string, bytes = text.length) => ({ key: 'k', value: Buffer.from(text.padEnd(bytes)), headers: {} });

describe('the stream in a file', () => {
  let folder: string;
  let file: string;
  let stream: LocalEventStream;
  let troubles: unknown[];
  const open = async (limits?: JournalLimits) => {
    stream = LocalEventStream.open(file, { topics: TOPICS, ...(limits && { limits }) });
    await stream.ensureTopics();
  };
  const publish = (values: readonly string[], bytes?: number) =>
    stream.publish(
      place,
      values.map((text) => message(text, bytes)),
    );
  const consume = (from: bigint | undefined) => {
    const recorder = new Recorder();
    recorder.from = ({ partition }) => (partition === 0 ? from : undefined);
    stream.consume('readers', ['facts'], recorder, (error) => troubles.push(error));
    return recorder;
  };

  beforeEach(async () => {
    troubles = [];
    folder = mkdtempSync(join(tmpdir(), 'stoa-local-'));
    file = join(folder, 'facts.sqlite');
    await open();
  });
  afterEach(async () => {
    await stream.close();
    rmSync(folder, { recursive: true });
    expect(troubles).toEqual([]);
  });

  it('has the topics that are no copies of the event store, unless others are named', async () => {
    const other = LocalEventStream.open(join(folder, 'other.sqlite'));
    await other.ensureTopics();
    expect(await other.ends(VIEW_FACTS)).toHaveLength(4);
    await expect(other.ends('stoa.qa.v1')).rejects.toThrow('There is no topic');
    await other.close();
  });

  it('begins at the earliest record that is left for a consumer whose offset was trimmed', async () => {
    await publish(texts(5000));
    await stream.trim(place, 4990n);
    const recorder = consume(3n);
    await eventually(() => expect(recorder.values(place)).toEqual(texts(5000).slice(4990)));
    expect(stream.earliest(place)).toBe(4990n);
  });

  it('never gives an offset twice, though everything was trimmed and it was opened again', async () => {
    await publish(texts(10));
    await stream.trim(place, 1000n);
    await stream.close();
    await open();
    expect(await stream.ends('facts')).toEqual([10n, 0n]);
    expect(stream.earliest(place)).toBe(10n);
    expect(await publish(['next'])).toBe(10n);
    const recorder = consume(undefined);
    await eventually(() => expect(recorder.values(place)).toEqual(['next']));
  });

  it('goes on from the offsets that the log knows where its file is behind them', async () => {
    await publish(['stale', 'copy']);
    await stream.continueFrom(place, 1n);
    expect(stream.earliest(place)).toBe(0n);
    await stream.continueFrom(place, 700n);
    expect(await publish(['new'])).toBe(700n);
    await stream.close();
    await open();
    expect(await stream.ends('facts')).toEqual([701n, 0n]);
    const recorder = consume(2n);
    await eventually(() => expect(recorder.values(place)).toEqual(['new']));
    expect(recorder.seen[0]?.record.offset).toBe(700n);
  });

  it('gives a consumer that lags every record, from the file and from memory, while more come', async () => {
    await publish(texts(9000));
    await stream.close();
    await open();
    const recorder = consume(undefined);
    for (const text of texts(9100).slice(9000)) await publish([text]);
    await eventually(() => expect(recorder.seen.length).toBeGreaterThanOrEqual(9100));
    expect(recorder.values(place)).toEqual(texts(9100));
  });

  it('goes on after the gap where records were trimmed that a consumer had not had', async () => {
    const recorder = consume(undefined);
    let release = () => undefined as void;
    const held = new Promise<void>((resolve) => (release = resolve));
    recorder.before = () => held;
    // Far more than a lane takes ahead.
    await publish(texts(20_000));
    await stream.trim(place, 19_000n);
    release();
    await eventually(() => expect(recorder.values(place).at(-1)).toBe('19999'));
    const offsets = recorder.seen.map(({ record }) => record.offset);
    expect(offsets).toEqual([...offsets].sort((a, b) => Number(a - b)));
    expect(offsets.filter((offset) => offset >= 19_000n)).toHaveLength(1000);
  });

  it('gives the room of what was trimmed back', async () => {
    for (let round = 0; round < 4; round++) await publish(texts(1000), 8000);
    await stream.close();
    const before = statSync(file).size;
    await open();
    await stream.trim(place, 3990n);
    await stream.close();
    expect(before).toBeGreaterThan(4000 * 8000);
    expect(statSync(file).size).toBeLessThan(before / 4);
    await open();
    const recorder = consume(undefined);
    await eventually(() => expect(recorder.seen).toHaveLength(10));
  });

  it('refuses at once what waits beyond its limits, and accepts again when that is written', async () => {
    await stream.close();
    await open({ messages: 10, bytes: 1000 });
    const outcomes = await Promise.allSettled(texts(15).map((text) => publish([text])));
    expect(outcomes.map(({ status }) => status)).toEqual([...Array(10).fill('fulfilled'), ...Array(5).fill('rejected')]);
    expect(outcomes[14]).toMatchObject({ reason: { name: 'StreamOverloaded', code: 'overloaded' } });
    const large = await Promise.allSettled([publish(['a'], 600), publish(['b'], 600)]);
    expect(large.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await publish(texts(50))).toBe(60n);
    expect(await stream.ends('facts')).toEqual([61n, 0n]);
  });

  it('refuses all that waits when a transaction fails, says so, and goes on without a gap', async () => {
    await publish(['0']);
    const other = new Sqlite(file);
    other.exec(`CREATE TRIGGER failing BEFORE INSERT ON record_1 WHEN NEW.key = 'bad'
      BEGIN SELECT RAISE(ABORT, 'as planned'); END`);
    other.close();
    const bad = { ...message('bad'), key: 'bad' };
    // More than one transaction takes: those behind the failed one must not be written either.
    const many = [{ ...place, partition: 1 }, place, ...Array<typeof place>(1500).fill(place)];
    const outcomes = await Promise.allSettled(many.map((to, index) => stream.publish(to, [index === 2 ? bad : message('x')])));
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['rejected']));
    expect(outcomes.at(-1)).toMatchObject({ reason: { code: 'storage-unavailable' } });
    expect(await stream.health()).toMatch(/^\S+\.sqlite cannot be written: as planned/);
    expect(await stream.ends('facts')).toEqual([1n, 0n]);
    expect(await publish(['1'])).toBe(1n);
    expect(await stream.health()).toBeNull();
    const recorder = consume(undefined);
    await eventually(() => expect(recorder.values(place)).toEqual(['0', '1']));
    expect(await stream.publish({ ...place, partition: 1 }, [message('first')])).toBe(0n);
  });

  it('writes what waits when it is closed, and accepts nothing afterwards', async () => {
    const waiting = publish(['a']);
    await Promise.all([stream.close(), stream.close()]);
    expect(await waiting).toBe(0n);
    await expect(publish(['late'])).rejects.toThrow('closed');
    await expect(stream.trim(place, 1n)).rejects.toThrow('closed');
  });
});
