import { VIEW_FACTS, VIEW_SHARDS, owned, serviceNames, ViewsImported } from '@stoa/contracts';
import { MemoryEventStore } from '@stoa/event-store';
import { InProcessBroker, InProcessEventStream } from '@stoa/event-stream';
import type { EventStore } from '@stoa/kernel';
import { RemoteBus, processLog, type RunningService } from '@stoa/service';
import { ImportViewsHandler, TopicShardWriter, ViewFactsConsumer } from '@stoa/view-analytics';
import * as stores from '@stoa/event-store/testing/stores';
import * as t from '@stoa/testing';
import { serveViewAnalytics } from './serve.ts';

const SECRET = 'a-service-secret-of-this-test';
const log = processLog('silent');
const counts = Array.from({ length: 120 }, (_, index) => ({ questionId: t.idOf(`q${index}`), answerId: null, views: index + 1 }));

describe('processes that count views', () => {
  let broker: InProcessBroker;
  let store: MemoryEventStore;
  let running: RunningService[];
  let bus: RemoteBus;
  beforeEach(async () => {
    broker = new InProcessBroker();
    store = new MemoryEventStore();
    running = [await serve()];
    bus = busTo(running[0]!.url);
  });
  afterEach(async () => {
    bus.close();
    for (const one of running) await one.stop();
  });
  const serve = async () => {
    const own = Object.assign(Object.create(store) as EventStore, { close: async () => undefined });
    const stream = new InProcessEventStream(broker);
    const config = { host: '127.0.0.1', port: 0, serviceSecret: SECRET, overload: 'on' as const };
    const served = await serveViewAnalytics(config, log, { store: own, stream });
    await served.started;
    return served;
  };
  const busTo = (url: string) =>
    new RemoteBus({ services: Object.fromEntries(serviceNames.map((name) => [name, url])) as never, secret: SECRET, log });
  const imported = async () => (await stores.everything(store)).filter(({ type }) => type === ViewsImported.type);

  it('complete an import when its counts are in the log, as one process does', async () => {
    const command = t.importViews({ counts });
    const outcome = await bus.execute(command);
    const direct = new MemoryEventStore();
    expect(outcome).toMatchObject({
      id: command.context.commandId,
      revision: (await new ImportViewsHandler(direct).execute(command)).revision,
    });
    expect(outcome.position).toBe(await store.head());
    const kept = (await imported()).map(({ stream, id, data }) => ({
      stream,
      id,
      data: { ...(data as object), offset: null },
    }));
    const there = (await stores.everything(direct))
      .filter(({ type }) => type === ViewsImported.type)
      .map(({ stream, id, data }) => ({ stream, id, data }));
    const byStream = (a: { stream: string }, b: { stream: string }) => (a.stream < b.stream ? -1 : 1);
    expect(kept.sort(byStream)).toEqual(there.sort(byStream));
    expect(await bus.execute(command)).toEqual({ ...outcome, repeated: true, imported: 0 });
  });

  it('share the shards, and count each import once while owners come and go', async () => {
    const imports = Array.from({ length: 6 }, (_, index) =>
      t.importViews({ counts, source: `site ${index}` }, { key: `import ${index}` }),
    );
    const answers = imports.map((command) => bus.execute(command));
    running.push(await serve());
    running.push(await serve());
    await running.pop()!.stop();
    await Promise.all(answers);
    expect(await imported()).toHaveLength(imports.length * VIEW_SHARDS);
    expect(new Set((await imported()).map(({ id }) => id)).size).toBe(imports.length * VIEW_SHARDS);
  });

  it('skip unreadable records', async () => {
    for (const partition of [0, 1, 2, 3])
      broker.append({ topic: VIEW_FACTS, partition }, [{ key: '', value: Buffer.from('{"half'), headers: {} }]);
    await bus.execute(t.importViews({ counts }));
    expect(await imported()).toHaveLength(VIEW_SHARDS);
  });

  it('refuse what one process refuses', async () => {
    await expect(bus.execute(t.importViews({}, { by: t.moderator }))).rejects.toMatchObject({ code: 'forbidden' });
    await bus.execute(t.importViews({ counts }));
    await expect(bus.execute(t.importViews())).rejects.toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('own every command of theirs', () =>
    expect(owned['view-analytics'].commands.map(({ type }) => type)).toEqual(['ImportViewLog', 'ImportViews', 'RestateViews']));
});

describe('an import whose owner is unavailable', () => {
  it('is refused, and counted once when it is sent again', async () => {
    const broker = new InProcessBroker();
    const store = new MemoryEventStore();
    const stream = new InProcessEventStream(broker);
    await stream.ensureTopics();
    const handler = new ImportViewsHandler(store, new TopicShardWriter(store, stream, { giveUp: 30, first: 5, longest: 10 }));
    const command = t.importViews({ counts });
    await expect(handler.execute(command)).rejects.toMatchObject({ code: 'dependency-unavailable' });
    expect((await stores.everything(store)).map(({ type }) => type)).toEqual(['ViewsImportBegan.v1']);
    const owner = stream.consume(
      'g',
      [VIEW_FACTS],
      new ViewFactsConsumer(store, stream, { setAside: async () => undefined }),
      () => undefined,
    );
    await t.eventually(() => handler.execute(command));
    expect((await stores.everything(store)).filter(({ type }) => type === ViewsImported.type)).toHaveLength(VIEW_SHARDS);
    await owner.stop();
  });

  it('is refused when the stream topic accepts nothing', async () => {
    const store = new MemoryEventStore();
    const publish = () => Promise.reject(new Error('no broker'));
    const handler = new ImportViewsHandler(store, new TopicShardWriter(store, { publish }));
    await expect(handler.execute(t.importViews())).rejects.toMatchObject({ code: 'dependency-unavailable' });
  });
});
