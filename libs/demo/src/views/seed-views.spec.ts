import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  ViewsRecorded} from '@stoa/contracts';
import {
  AnswerPublished,
  QuestionAsked,
  decodeFacts,
  toldFacts,
  viewClasses,
  viewsRecordedStream,
  type ClassifiedFact,
} from '@stoa/contracts';
import { openDataFolder } from '@stoa/data-folder';
import { MemoryEventStore } from '@stoa/event-store';
import { readStream, sha256, type EventStore, type RecordedEvent } from '@stoa/kernel';
import { catchUpOffline, openReadSide, verify } from '@stoa/projections-standalone';
import { agentOf } from '@stoa/visitors';
import { isHalfSeeded, seedDemo } from '../seed-demo.ts';
import { BOTS } from './machines.ts';

const NOW = Date.UTC(2026, 10, 30, 15, 30);
const DAY_MS = 86_400_000;

interface Batch {
  readonly id: string;
  readonly data: ReturnType<typeof ViewsRecorded>['data'];
}

async function batchesOf(store: EventStore): Promise<Batch[][]> {
  return Promise.all(
    [0, 1, 2, 3].map(async (shard) => (await readStream(store, viewsRecordedStream(shard))) as (RecordedEvent & Batch)[]),
  );
}
const factsIn = (shards: readonly Batch[][]) => shards.flat().flatMap(({ data }) => decodeFacts(data.facts));
const idsIn = (shards: readonly Batch[][]) => shards.flat().map(({ id }) => id);
/** A store whose machine loses power at this append. */
function mortal(store: EventStore, appends: number): EventStore {
  let left = appends;
  const append: EventStore['append'] = async (...args) => {
    if (left-- <= 0) throw new Error('power cut');
    return store.append(...args);
  };
  return new Proxy(store, { get: (of, name) => (name === 'append' ? append : (Reflect.get(of, name) as () => void).bind(of)) });
}
const hourOf = (at: number) => Math.floor((at % DAY_MS) / 3_600_000);

describe('the ninety days before now', () => {
  const store = new MemoryEventStore();
  let told: { events: number; facts: number };
  let shards: Batch[][];
  let facts: ClassifiedFact[];
  beforeAll(async () => {
    told = await seedDemo(store, NOW);
    shards = await batchesOf(store);
    facts = factsIn(shards);
  });
  const share = (is: (fact: ClassifiedFact) => boolean) => facts.filter(is).length / facts.length;

  it('are some tens of thousands of facts, up to now', () => {
    expect(told.facts).toBeGreaterThan(20_000);
    expect(told.facts).toBeLessThan(40_000);
    const times = facts.map(({ at }) => at).sort((a, b) => a - b);
    expect(times.at(-1)).toBeLessThanOrEqual(NOW);
    expect(times.at(-1)).toBeGreaterThan(NOW - DAY_MS / 8);
    expect(new Set(times.map((at) => Math.floor(at / DAY_MS))).size).toBe(90);
  });

  it('hold facts of every class, most of them of readers', () => {
    expect([...new Set(facts.map((fact) => fact.class))].sort()).toEqual([...viewClasses].sort());
    expect(share((fact) => fact.class === 'human')).toBeGreaterThan(0.5);
    expect(shards.flat().reduce((sum, { data }) => sum + data.retries, 0)).toBeGreaterThan(10);
    expect(shards.flat().reduce((sum, { data }) => sum + data.optedOut, 0)).toBeGreaterThan(100);
  });

  it('are chained: each batch names the one before it, and its offsets go on', () => {
    for (const batches of shards) {
      expect(batches.length).toBeGreaterThan(80);
      batches.forEach(({ data }, index) => {
        const before = batches[index - 1]?.data;
        expect(data.previous).toBe(before ? sha256(`${before.previous ?? ''}${before.facts}`) : null);
        expect(BigInt(data.from)).toBe(before ? BigInt(before.to) + 1n : 0n);
        expect(Math.floor(Date.parse(data.firstAt) / DAY_MS)).toBe(Math.floor(Date.parse(data.lastAt) / DAY_MS));
      });
    }
  });

  it('tell nothing of what was not there yet', async () => {
    const since = new Map<string, number>();
    for await (const events of store.readAll(''))
      for (const { type, data, occurredAt } of events) {
        const { answerId, questionId } = data as { answerId: string; questionId: string };
        if (type === AnswerPublished.type) since.set(answerId, Date.parse(occurredAt));
        if (type === QuestionAsked.type) since.set(questionId, Date.parse(occurredAt));
      }
    const early = facts.filter(({ target, at }) => target && !(since.get(target.answerId ?? target.questionId)! < at));
    expect(early).toEqual([]);
  });

  it('have nights, weekends and growth', () => {
    const views = facts.filter(({ kind, class: of }) => kind === 'seen' && of === 'human');
    const within = (is: (at: number) => boolean) => views.filter(({ at }) => is(at)).length;
    expect(within((at) => hourOf(at) >= 8 && hourOf(at) < 18)).toBeGreaterThan(3 * within((at) => hourOf(at) < 6));
    const weekend = within((at) => new Date(at).getUTCDay() % 6 === 0);
    expect(weekend / views.length).toBeGreaterThan(0.08);
    expect(weekend / views.length).toBeLessThan(0.25);
    const month = (from: number) => within((at) => NOW - at < from * DAY_MS && NOW - at >= (from - 30) * DAY_MS);
    expect(month(30)).toBeGreaterThan(1.2 * month(90));
  });

  it('are of many kinds, and a few things have most of the views', () => {
    const different = (value: (fact: ClassifiedFact) => unknown) => new Set(facts.map(value)).size;
    expect(different(({ referrer }) => referrer)).toBeGreaterThan(8);
    expect(different(({ utmSource }) => utmSource)).toBeGreaterThan(3);
    expect(different(({ reader }) => reader.country)).toBeGreaterThan(15);
    expect(different(({ reader }) => reader.language)).toBeGreaterThan(20);
    expect(different(({ reader }) => reader.browser)).toBeGreaterThan(5);
    expect(facts.every(({ referrer }) => referrer === null || referrer.endsWith('.example'))).toBe(true);
    const views = new Map<string, number>();
    for (const { target } of facts) views.set(target!.questionId, (views.get(target!.questionId) ?? 0) + 1);
    const counts = [...views.values()].sort((a, b) => b - a);
    expect(counts[0]).toBeGreaterThan(5 * counts[Math.floor(counts.length / 2)]!);
  });

  it('have read times that fit into the time that the page was there', () => {
    const read = facts.filter(({ readMs }) => readMs > 0);
    expect(read.length / facts.length).toBeGreaterThan(0.1);
    expect(read.filter(({ readMs, sinceRender }) => readMs > sinceRender!)).toEqual([]);
  });

  it('are as a page would tell them', () => {
    const told = facts.map(({ at, reader, prefetch, staff, class: _class, first: _first, readMs: _readMs, ...fact }) => ({
      ...{ type: 'views-told', at, reader, prefetch, staff, optedOut: 0 },
      facts: [fact],
    }));
    expect(told.filter((message) => !toldFacts.safeParse(message).success)).toEqual([]);
  });

  it('are the same again, with the same ids', async () => {
    const other = new MemoryEventStore();
    await seedDemo(other, NOW);
    const again = await batchesOf(other);
    expect(idsIn(again)).toEqual(idsIn(shards));
    expect(again.flat().map(({ data }) => data.facts)).toEqual(shards.flat().map(({ data }) => data.facts));
    expect(await seedDemo(other, NOW)).toEqual({ events: 0, facts: 0 });
  });

  it('are finished where they were interrupted, on another day too', async () => {
    const other = new MemoryEventStore();
    await expect(seedDemo(mortal(other, told.events + 100), NOW)).rejects.toThrow('power cut');
    const begun = idsIn(await batchesOf(other));
    expect(begun.length).toBeGreaterThan(0);
    expect(begun.length).toBeLessThan(idsIn(shards).length);
    expect(await isHalfSeeded(other)).toBe(true);
    await seedDemo(other, NOW + DAY_MS);
    expect(await isHalfSeeded(other)).toBe(false);
    expect(factsIn(await batchesOf(other)).filter(({ at }) => at < Date.UTC(2026, 10, 30))).toEqual(
      facts.filter(({ at }) => at < Date.UTC(2026, 10, 30)),
    );
  });
});

it.each(BOTS)('%s %s is what the list calls it', (_weight, name) => {
  expect(agentOf(`Mozilla/5.0 (compatible; ${name}/2.1; +https://bot.example/)`).bot).toBe(name);
});

it('a folder with the demo is verified', async () => {
  const path = mkdtempSync(join(tmpdir(), 'stoa-demo-'));
  const folder = await openDataFolder(path, { mode: 'write' });
  await seedDemo(folder.store, NOW);
  const side = await openReadSide(folder);
  for (const name of side.projections.keys()) await catchUpOffline(side, name);
  const scratchFolder = await openDataFolder(join(path, 'scratch'), { mode: 'write' });
  const scratch = await openReadSide(scratchFolder);
  for (const name of side.projections.keys()) expect(await verify(side, scratch, name)).toMatchObject({ equal: true });
  side.close();
  scratch.close();
  await scratchFolder.release();
  await folder.release();
  rmSync(path, { recursive: true, force: true });
});
