import { VIEW_SHARDS, viewShardOf, viewsImportStream } from '@stoa/contracts';
import * as stores from '@stoa/event-store/testing/stores';
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
  expect(await new ImportViewsHandler(store).execute(t.importViews({ counts }))).toEqual({ ...first, repeated: true });
  expect(await stores.everything(store)).toHaveLength(1 + VIEW_SHARDS);
});

it('a retry finds its own counts among those that others imported meanwhile', async () => {
  const store = await stores.storeWith(t.viewsImported({ counts }));
  const handler = new ImportViewsHandler(store);
  const first = await handler.execute(t.importViews({ counts }));
  const other = await handler.execute(t.importViews({ counts }, { key: 'another key' }));
  expect(other.position > first.position).toBe(true);
  const head = await store.head();
  expect(await handler.execute(t.importViews({ counts }))).toEqual({ ...first, repeated: true });
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
