import { VIEW_SHARDS, viewShardOf } from '@stoa/contracts';
import * as t from '@stoa/testing';
import { ImportViewsHandler } from './import-views.handler.ts';

const counts = Array.from({ length: 200 }, (_, index) => ({ questionId: t.idOf(`q${index}`), answerId: null, views: index + 1 }));

it('keeps every count once, in the shard of its question', async () => {
  const store = await t.storeWith();
  const { position } = await new ImportViewsHandler(store).execute(t.importViews({ counts }));
  const events = await t.everything(store);
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
  const store = await t.storeWith();
  const last = viewShardOf(counts.findLast((_, index) => firstOfItsShard(index))!.questionId);
  await expect(new ImportViewsHandler(t.dyingBefore(store, `views-${last}`)).execute(t.importViews({ counts }))).rejects.toThrow(
    'died',
  );
  const first = await new ImportViewsHandler(store).execute(t.importViews({ counts }));
  expect(await new ImportViewsHandler(store).execute(t.importViews({ counts }))).toEqual({ ...first, repeated: true });
  expect(await t.everything(store)).toHaveLength(VIEW_SHARDS);
});

it('refuses the same key with other counts', async () => {
  const store = await t.storeWith();
  const handler = new ImportViewsHandler(store);
  await handler.execute(t.importViews());
  const other = t.importViews({ counts: [{ questionId: t.questionId, answerId: null, views: 7 }] });
  await expect(handler.execute(other)).rejects.toMatchObject({ code: 'idempotency-key-reused' });
});

it('is for admins', async () => {
  const store = await t.storeWith();
  const command = t.importViews({}, { by: t.moderator });
  await expect(new ImportViewsHandler(store).execute(command)).rejects.toMatchObject({ code: 'forbidden' });
});

const firstOfItsShard = (index: number) => {
  const shards = counts.map(({ questionId }) => viewShardOf(questionId));
  return shards.indexOf(shards[index]!) === index;
};
