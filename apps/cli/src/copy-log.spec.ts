import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryEventStore, SqliteEventStore } from '@stoa/event-store';
import type { CopyTarget, EventStore, RecordedEvent } from '@stoa/kernel';
import { newEvent } from '@stoa/event-store/testing/contract-suite';
import { everything, storeWith } from '@stoa/event-store/testing/stores';
import { answerPublished, questionAsked } from '@stoa/testing';
import { randomLog } from '@stoa/read-models/testing/random-log';
import { copyLog, type CopyOptions } from './copy-log.ts';

const options = (more: Partial<CopyOptions> = {}): CopyOptions => ({
  signal: new AbortController().signal,
  onProgress: () => undefined,
  window: 1,
  ...more,
});

/** A store with appends of one to three events. */
async function source(size = 300): Promise<EventStore> {
  const store = new MemoryEventStore();
  const revisions = new Map<string, number>();
  const log = randomLog(3, size);
  for (let at = 0, most = 1; at < log.length; most = (most % 3) + 1) {
    const group = log.slice(at, at + most);
    at += group.length;
    const stream = `stream-${at % 7}`;
    const revision = revisions.get(stream) ?? -1;
    const meta = { ...group[0]!.meta, commandId: group[0]!.id };
    await store.append(stream, group.map(({ id, type, data }) => ({ id, type, data, meta })) as never, revision < 0 ? 'no-stream' : revision); // prettier-ignore
    revisions.set(stream, revision + group.length);
  }
  return store;
}
const kept = (events: RecordedEvent[]) =>
  events.map(({ id, stream, revision, type, data, meta, occurredAt }) => ({
    id,
    stream,
    revision,
    type,
    data,
    meta,
    occurredAt,
  }));

/** The same store, whose appends are counted and after some of which the process dies. */
function watched(store: EventStore & CopyTarget, diesAfter = Infinity) {
  const sizes: number[] = [];
  const appendStored: CopyTarget['appendStored'] = async (stream, events, expected) => {
    if (sizes.length >= diesAfter) throw new Error('The process died');
    sizes.push(events.length);
    return store.appendStored(stream, events, expected);
  };
  const bound = { appendStored, readAll: store.readAll.bind(store) };
  return { sizes, store: Object.assign(Object.create(store) as EventStore & CopyTarget, bound) };
}

it('keeps ids, metadata, order and revisions, and appends as the source did', async () => {
  const [from, target] = [await source(), watched(new MemoryEventStore())];
  const { held, copied, appends } = await copyLog(from, target.store, options());
  expect(kept(await everything(target.store))).toEqual(kept(await everything(from)));
  expect({ held, copied, appends }).toEqual({ held: 0, copied: (await everything(from)).length, appends: target.sizes.length });
  expect(new Set(target.sizes)).toEqual(new Set([1, 2, 3]));
});

it('goes on where it stopped, whenever that was', async () => {
  const from = await source();
  const store = new MemoryEventStore();
  for (const diesAfter of [0, 1, 7, 40])
    await expect(copyLog(from, watched(store, diesAfter).store, options())).rejects.toThrow('The process died');
  const { held, copied } = await copyLog(from, store, options());
  expect(held).toBeGreaterThan(48);
  expect(held + copied).toBe((await everything(from)).length);
  expect(kept(await everything(store))).toEqual(kept(await everything(from)));
  expect(await copyLog(from, store, options())).toMatchObject({ copied: 0, appends: 0 });
});

it('refuses a target that holds something else, and touches nothing', async () => {
  const other = await storeWith(questionAsked());
  await expect(copyLog(await source(), other, options())).rejects.toMatchObject({ code: 'validation-failed' });
  expect(await everything(other)).toHaveLength(1);
  // Also one that is the source and more.
  const longer = await storeWith(questionAsked(), answerPublished());
  await expect(copyLog(await storeWith(questionAsked()), longer, options())).rejects.toMatchObject({ code: 'validation-failed' });
});

it('fills a SQLite store with many appends under way, in order', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-copy-'));
  const target = SqliteEventStore.open(join(folder, 'events.sqlite'));
  const from = await source(2000);
  await copyLog(from, target, options({ window: 100 }));
  expect(kept(await everything(target))).toEqual(kept(await everything(from)));
  await target.close();
  rmSync(folder, { recursive: true });
});

it('copies what is stored: former versions are not upcast, unknown ones not lost', async () => {
  const from = new MemoryEventStore();
  const old = [
    { type: 'ViewsImported.v1', data: { shard: 1, source: 'old', counts: [] } },
    { type: 'TopicCreated.v9', data: { newer: true } },
    { type: 'Unheard.v1', data: ['anything'] },
  ];
  for (const [at, event] of old.entries())
    await from.appendStored('s', [{ ...newEvent(String(at)), ...event }], at === 0 ? 'no-stream' : at - 1);
  const folder = mkdtempSync(join(tmpdir(), 'stoa-copy-'));
  const target = SqliteEventStore.open(join(folder, 'events.sqlite'));
  await copyLog(from, target, options());
  const copied = await everything(target);
  expect(copied.map(({ type, data, stored }) => stored ?? { type, data })).toEqual(old);
  expect(copied.map(({ type }) => type)).toEqual(['ViewsImported.v2', 'TopicCreated.v9', 'Unheard.v1']);
  expect(await copyLog(from, target, options())).toMatchObject({ held: 3, copied: 0 });
  await target.close();
  rmSync(folder, { recursive: true });
});

it('stops between batches on request', async () => {
  const store = new MemoryEventStore();
  await expect(copyLog(await source(), store, options({ signal: AbortSignal.abort() }))).rejects.toThrow();
  expect(await everything(store)).toEqual([]);
});
