import { VIEW_SHARDS, viewShardOf, viewsImportStream } from '@stoa/contracts';
import { MemoryEventStore } from '@stoa/event-store';
import * as stores from '@stoa/event-store/testing/stores';
import type { EventStore } from '@stoa/kernel';
import * as t from '@stoa/testing';
import { ImportViewsHandler } from './import-views.handler.ts';

const counts = Array.from({ length: 200 }, (_, index) => ({ questionId: t.idOf(`q${index}`), answerId: null, views: index + 1 }));

it('keeps every count once, in the shard of its question', async () => {
  const store = await stores.storeWith();
  const { id, position } = await new ImportViewsHandler(store).execute(t.importViews({ counts }));
  const [began, ...events] = await stores.everything(store);
  expect(began).toMatchObject({ type: 'ViewsImportBegan.v1', stream: viewsImportStream(id), data: { importId: id } });
  expect(events.at(-1)?.position).toBe(position);
  expect(events).toHaveLength(VIEW_SHARDS);
  expect(new Set(events.map(({ id }) => id)).size).toBe(VIEW_SHARDS);
  const kept = events.flatMap(({ data, stream }) => {
    const { shard, counts: own } = data as { shard: number; counts: typeof counts };
    expect(stream).toBe(`views-${shard}`);
    return own.map((count) => (expect(viewShardOf(count.questionId)).toBe(shard), count));
  });
  expect(kept.sort((a, b) => a.views - b.views)).toEqual(counts);
});

it('a retry changes nothing, also after a crash between two shards', async () => {
  const store = await stores.storeWith();
  const last = viewShardOf(counts.findLast((_, index) => firstOfItsShard(index))!.questionId);
  await expect(
    new ImportViewsHandler(stores.dyingBefore(store, `views-${last}`)).execute(t.importViews({ counts })),
  ).rejects.toThrow('died');
  const first = await new ImportViewsHandler(store).execute(t.importViews({ counts }));
  expect(await new ImportViewsHandler(store).execute(t.importViews({ counts }))).toEqual({
    ...first,
    repeated: true,
    imported: 0,
  });
  expect(await stores.everything(store)).toHaveLength(1 + VIEW_SHARDS);
});

it('a retry finds its own counts among those that others imported meanwhile', async () => {
  const store = await stores.storeWith(t.viewsImported({ counts }));
  const handler = new ImportViewsHandler(store);
  const first = await handler.execute(t.importViews({ counts }));
  const other = await handler.execute(t.importViews({ counts }, { key: 'another key' }));
  expect(other.position > first.position).toBe(true);
  const head = await store.head();
  expect(await handler.execute(t.importViews({ counts }))).toEqual({ ...first, repeated: true, imported: 0 });
  expect(await store.head()).toBe(head);
});

it('two at the same moment under one key are one', async () => {
  const store = await stores.storeWith();
  const handler = new ImportViewsHandler(store);
  await Promise.all([1, 2, 3].map(() => handler.execute(t.importViews({ counts }))));
  expect(await stores.everything(store)).toHaveLength(1 + VIEW_SHARDS);
});

it('refuses the same key with other counts', async () => {
  const store = await stores.storeWith();
  const handler = new ImportViewsHandler(store);
  await handler.execute(t.importViews());
  const head = await store.head();
  const inTheSameShard = { questionId: t.questionId, answerId: null, views: 7 };
  const inAnother = counts.find(({ questionId }) => viewShardOf(questionId) !== viewShardOf(t.questionId))!;
  for (const other of [[inTheSameShard], [inAnother], [inTheSameShard, inAnother], counts])
    await expect(handler.execute(t.importViews({ counts: other }))).rejects.toMatchObject({ code: 'idempotency-key-reused' });
  expect(await store.head()).toBe(head);
});

describe('totals that replace what the source had counted', () => {
  const [one, other] = [counts[0]!, counts[1]!];
  const run = async (store: EventStore, data: object, key: string) =>
    new ImportViewsHandler(store).execute(t.importViews({ replace: true, name: key, ...data }, { key }));
  const held = async (store: EventStore) => {
    const views: Record<string, number> = {};
    for (const { type, data } of await stores.everything(store)) {
      const sign = type === 'ViewsTakenBack.v1' ? -1 : 1;
      for (const count of (data as { counts?: typeof counts }).counts ?? [])
        views[count.questionId] = (views[count.questionId] ?? 0) + sign * count.views;
    }
    return views;
  };

  it('stand alone afterwards, and take back what was imported twice', async () => {
    const store = await stores.storeWith(
      t.viewsImported({ shard: viewShardOf(one.questionId), counts: [one, { ...one, views: 5 }] }),
    );
    await run(store, { counts: [{ ...one, views: 9 }, other] }, 'second');
    expect(await held(store)).toEqual({ [one.questionId]: 9, [other.questionId]: other.views });
    await run(store, { counts: [{ ...one, views: 0 }] }, 'third');
    expect(await held(store)).toEqual({ [one.questionId]: 0, [other.questionId]: other.views });
  });

  it('write nothing where nothing has changed, and leave other sources alone', async () => {
    const store = await stores.storeWith(
      t.viewsImported({ source: 'elsewhere', shard: viewShardOf(one.questionId), counts: [one] }),
    );
    await run(store, { counts: [{ ...one, views: 7 }] }, 'first');
    const head = await store.head();
    expect(await run(store, { counts: [{ ...one, views: 7 }] }, 'again')).toMatchObject({ repeated: true, position: head });
    expect(await store.head()).toBe(head);
    expect(await held(store)).toEqual({ [one.questionId]: one.views + 7 });
  });

  it('end the same after a crash at any append', async () => {
    const before = await stores.storeWith();
    await run(before, { counts }, 'first');
    const changed = counts.map((count, index) => ({ ...count, views: index % 3 === 0 ? count.views : index % 7 }));
    const whole = await copyOf(before);
    await run(whole, { counts: changed }, 'second');
    const log = await contentOf(whole);
    for (let point = 0; point < 40; point += 3) {
      const store = await copyOf(before);
      await run(dyingAfter(point, store), { counts: changed }, 'second').catch(() => undefined);
      await run(store, { counts: changed }, 'second');
      expect({ point, log: await contentOf(store) }).toEqual({ point, log });
    }
  });

  it('are refused as nothing where they are added', async () => {
    const store = await stores.storeWith();
    const command = t.importViews({ counts: [{ ...one, views: 0 }] });
    await expect(new ImportViewsHandler(store).execute(command)).rejects.toMatchObject({
      errors: [{ pointer: '/counts/0/views', code: 'too-small' }],
    });
  });
});

it('names the count at fault', async () => {
  const store = await stores.storeWith();
  const odd = { questionId: t.questionId, answerId: t.questionId, views: 1 };
  const command = t.importViews({ counts: [counts[0]!, odd] });
  const errors = [{ pointer: '/counts/1/answerId', code: 'answer' }];
  await expect(new ImportViewsHandler(store).execute(command)).rejects.toMatchObject({ code: 'validation-failed', errors });
  expect(await store.head()).toBe('');
});

it('is for admins', async () => {
  const store = await stores.storeWith();
  const command = t.importViews({}, { by: t.moderator });
  await expect(new ImportViewsHandler(store).execute(command)).rejects.toMatchObject({ code: 'forbidden' });
});

const firstOfItsShard = (index: number) => {
  const shards = counts.map(({ questionId }) => viewShardOf(questionId));
  return shards.indexOf(shards[index]!) === index;
};

/** Events by stream: which stream goes first does not matter. */
async function contentOf(store: EventStore): Promise<Record<string, unknown[]>> {
  const streams: Record<string, unknown[]> = {};
  for (const { stream, type, id, data } of await stores.everything(store)) (streams[stream] ??= []).push({ type, id, data });
  return streams;
}

async function copyOf(store: EventStore): Promise<EventStore> {
  const copy = new MemoryEventStore();
  for (const event of await stores.everything(store))
    await copy.append(event.stream, [event], event.revision === 0 ? 'no-stream' : event.revision - 1);
  return copy;
}

/** Lets `count` appends through and fails all later ones, as a process does that was killed. */
function dyingAfter(count: number, store: EventStore): EventStore {
  let appends = 0;
  const dying = Object.create(store) as EventStore;
  dying.append = (...append) => (appends++ < count ? store.append(...append) : Promise.reject(new Error('killed')));
  return dying;
}
