import { relayPartitions } from '@stoa/contracts';
import { derivedId, type RecordedEvent } from '@stoa/kernel';
import { eventually, patient } from '@stoa/testing';
import { RelayedWorld } from './testing/relayed-world.ts';

const worlds: RelayedWorld[] = [];
const world = () => {
  worlds.push(new RelayedWorld());
  return worlds.at(-1)!;
};
afterEach(() => Promise.all(worlds.splice(0).map((one) => one.end())));

/** Waits until every partition has received the head. */
const level = (one: RelayedWorld, log?: RecordedEvent[]) =>
  eventually(async () => {
    const head = await one.store.head();
    const behind = [...one.consumed(log).reached].filter(([, position]) => position < head);
    expect(behind).toEqual([]);
  });

describe('the log comes into the topics', () => {
  it('whole, in order, each event once, and each says what was before it in its partition', async () => {
    const here = world();
    await here.happen(700);
    here.relay();
    await here.happen(300);
    await level(here);
    expect(here.consumed().events).toEqual(await here.log());
    expect(here.relayed()).toHaveLength(1000);
    const head = await here.store.head();
    await eventually(() => expect(here.ledger.checkpoint).toMatchObject({ position: head, head }));
  });

  it('as it is stored, in its former version; a decoder reads the newest', async () => {
    const here = world();
    await here.happen(5);
    const id = derivedId('former');
    const meta = { commandId: id, bodyHash: '', occurredAt: '2026-03-02T10:00:00.000Z', correlationId: 'test' };
    const stored = { type: 'ViewsImported.v1', data: { shard: 3, source: 'old', counts: [] } };
    await here.store.appendStored('views', [{ id, meta, ...stored }], 'no-stream');
    here.relay();
    await level(here);
    const log = await here.log();
    expect(here.consumed().events.map(({ type, data, stored: as }) => ({ type, data, as }))).toEqual(
      log.map(({ type, data, stored: as }) => ({ type, data, as })),
    );
    expect(log.at(-1)).toMatchObject({ type: 'ViewsImported.v2', data: { offset: null }, stored });
    const said = relayPartitions().flatMap((partition) => here.broker.records(partition).map(({ headers, value }) => ({ type: headers['ce_type'], value }))); // prettier-ignore
    expect(said).toContainEqual({ type: stored.type, value: Buffer.from(JSON.stringify(stored.data)) });
  });

  it('goes on where it was, as another process', async () => {
    const here = world();
    await here.happen(100);
    const first = here.relay();
    await level(here);
    await first.stop();
    expect(first.status().role).toBe('stopped');
    await here.happen(50);
    here.relay();
    await level(here);
    expect(here.consumed().events).toEqual(await here.log());
    expect(here.relayed()).toHaveLength(150);
  });

  it('an event of newer code goes where it was recorded to go, though nobody here knows it', async () => {
    const here = world();
    await here.happen(4);
    const log = await here.log();
    const newer = [
      { ...log[1]!, type: 'QuestionPraised.v1', data: { new: 1 }, unknown: 'type' as const },
      { ...log[2]!, type: 'QuestionAsked.v999', data: { new: 2 }, unknown: 'version' as const },
    ];
    here.relay({ store: here.storeWith(newer) });
    await level(here);
    expect(here.consumed().events).toEqual([log[0], ...newer, log[3]]);
    expect(here.unrouted).toEqual([]);
  });

  it('an event that cannot be routed is reported, and stops nothing', async () => {
    const here = world();
    await here.happen(4);
    const log = await here.log();
    const { route, ...before } = log[1]!.meta;
    const strange = [
      { ...log[1]!, type: 'QuestionPraised.v1', data: {}, meta: before },
      { ...log[2]!, type: 'BadgeGiven.v1', data: {}, meta: { ...before, route: { ...route!, topic: 'stoa.badges.v1' } } },
    ];
    here.relay({ store: here.storeWith(strange) });
    await level(here);
    expect(here.consumed().events).toEqual([log[0], log[3]]);
    expect(here.unrouted).toEqual([
      { event: strange[0], reason: expect.stringContaining('No contract names the event type QuestionPraised.v1') as string },
      { event: strange[1], reason: expect.stringContaining('topic stoa.badges.v1, which this process does not know') as string },
    ]);
  });

  it('an event that is too large for the broker leaves a hole that is reported, and stops nothing', async () => {
    const here = world();
    await here.happen(1);
    const log = await here.log();
    const huge = { ...log[0]!, data: { ...(log[0]!.data as object), huge: 'x'.repeat(1_000_000) } };
    const store = {
      head: () => here.store.head(),
      idAt: (position: string) => here.store.idAt(position),
      subscribe: (...[after, handle, onError]: Parameters<typeof here.store.subscribe>) =>
        here.store.subscribe(after, () => handle([huge]), onError),
    };
    here.relay({ store });
    await eventually(() => {
      const told = relayPartitions().flatMap((partition) => here.said(partition));
      expect(told.filter(({ previous }) => previous === huge.position)).toHaveLength(1);
      expect(told.every(({ event }) => event === undefined)).toBe(true);
    });
  });
});

describe('watermarks', () => {
  it('bring every quiet partition to the head within 200 ms while it moves, and rest when it rests', async () => {
    const here = world();
    await here.happen(1);
    here.relay();
    await level(here);
    const late: number[] = [];
    for (let round = 0; round < 5; round++) {
      await here.happen(1);
      const since = performance.now();
      await level(here);
      late.push(performance.now() - since);
    }
    // The promise is 200 ms on a machine that is not busy.
    expect(Math.min(...late)).toBeLessThan(patient(200));
    const said = () => relayPartitions().reduce((sum, partition) => sum + here.said(partition).length, 0);
    const before = said();
    await here.turns();
    expect(said()).toBe(before);
  });

  it('are repeated at rest, for a consumer at the end of a recreated stream topic', async () => {
    const here = world();
    await here.happen(20);
    here.relay({ repeatMs: 50 });
    await level(here);
    const told = () => relayPartitions().map((partition) => here.said(partition).filter(({ event }) => !event).length);
    const before = told();
    await eventually(() => expect(told().every((count, index) => count > before[index]! + 1)).toBe(true));
    expect(here.consumed().events).toEqual(await here.log());
  });

  it('name the last event of their partition as the one before them', async () => {
    const here = world();
    await here.happen(30);
    here.relay();
    await level(here);
    for (const partition of relayPartitions()) {
      let tail = '';
      for (const { event, previous, position } of here.said(partition)) {
        expect(previous).toBe(tail);
        if (event) tail = position;
      }
    }
  });
});

describe('stream topics that were recreated are filled again', () => {
  // What came first into the new topic has a hole before it; then comes everything.
  const refilled = (one: RelayedWorld) =>
    eventually(async () => {
      const log = await one.log();
      await level(one, log);
      expect(one.consumed(log).events).toEqual(log);
      expect(new Set(one.relayed()).size).toBe(log.length);
    });

  it('while no relay ran', async () => {
    const here = world();
    await here.happen(100);
    const first = here.relay();
    await level(here);
    await first.stop();
    await here.wipe();
    here.relay();
    await level(here);
    expect(here.consumed().events).toEqual(await here.log());
    expect(here.logged).toContain('publishing again from the start of the log');
  });

  it('while the relay runs, also where more is written at once than there was', async () => {
    const here = world();
    await here.happen(5);
    here.relay();
    await level(here);
    await here.wipe();
    await here.happen(200);
    await refilled(here);
  });

  it('a deleted stream topic is recreated', async () => {
    const here = world();
    await here.happen(50);
    here.relay();
    await level(here);
    here.broker.remove('stoa.qa.v1');
    await here.happen(1);
    await refilled(here);
  });
});

describe('unavailable dependencies are waited for', () => {
  it.each(['publish', 'ends', 'ensureTopics'] as const)('the stream: %s', async (method) => {
    const here = world();
    await here.stream.ensureTopics();
    let unavailable = true;
    const stream = new Proxy(here.stream, {
      get: (target, name) => {
        const member = Reflect.get(target, name) as (...args: unknown[]) => unknown;
        return async (...args: unknown[]) => {
          if (unavailable && name === method) throw new Error('Kafka is unavailable.');
          return member.apply(target, args);
        };
      },
    });
    await here.happen(20);
    const relay = here.relay({ stream });
    await eventually(() => expect(relay.status().trouble).toContain('Kafka is unavailable.'));
    expect(here.relayed()).toEqual([]);
    expect(here.ledger.checkpoint.position).toBe('');
    unavailable = false;
    await level(here);
    expect(here.consumed().events).toEqual(await here.log());
    expect(here.relayed()).toHaveLength(20);
    await eventually(() => expect(relay.status().trouble).toBeNull());
  });

  it('the stream at rest: its recovery is told though nothing new happens', async () => {
    const here = world();
    let unavailable = false;
    const stream = {
      ensureTopics: () => here.stream.ensureTopics(),
      ends: (topic: string) => here.stream.ends(topic),
      publish: async (...args: Parameters<typeof here.stream.publish>) => {
        if (unavailable) throw new Error('Kafka is unavailable.');
        return here.stream.publish(...args);
      },
    };
    await here.happen(20);
    const relay = here.relay({ stream, repeatMs: 50 });
    await level(here);
    unavailable = true;
    await eventually(() => expect(relay.status().trouble).toContain('Kafka is unavailable.'));
    unavailable = false;
    await eventually(() => expect(relay.status()).toMatchObject({ role: 'active', trouble: null }));
  });

  it('the store: a subscription that ends is taken up again', async () => {
    const here = world();
    await here.happen(20);
    let failures = 3;
    const store = {
      head: () => here.store.head(),
      idAt: (position: string) => here.store.idAt(position),
      subscribe: (...[after, handle, onError]: Parameters<typeof here.store.subscribe>) => {
        const failing = failures-- > 0;
        return here.store.subscribe(
          after,
          async (batch) => {
            await handle(batch.slice(0, failing ? 5 : batch.length));
            if (failing) throw new Error('The store is unavailable.');
          },
          onError,
        );
      },
    };
    const relay = here.relay({ store });
    await level(here);
    expect(here.consumed().events).toEqual(await here.log());
    await eventually(() => expect(relay.status()).toMatchObject({ role: 'active', trouble: null }));
  });

  it('the ledger', async () => {
    const here = world();
    await here.happen(20);
    let unavailable = true;
    const ledger = {
      load: () => here.ledger.load(),
      save: async (...args: Parameters<typeof here.ledger.save>) => {
        if (unavailable) throw new Error('Postgres is unavailable.');
        return here.ledger.save(...args);
      },
    };
    const relay = here.relay({ ledger });
    await eventually(() => expect(relay.status().trouble).toContain('Postgres is unavailable.'));
    unavailable = false;
    await eventually(async () => expect(here.ledger.checkpoint.position).toBe(await here.store.head()));
    await eventually(() => expect(relay.status().trouble).toBeNull());
  });
});

it('memory is bounded: nothing is read further than one batch ahead of what is acknowledged', async () => {
  const here = world();
  await here.happen(2_600);
  let read = 0;
  const store = {
    head: () => here.store.head(),
    idAt: (position: string) => here.store.idAt(position),
    subscribe: (...[after, handle, onError]: Parameters<typeof here.store.subscribe>) =>
      here.store.subscribe(after, async (batch) => ((read += batch.length), handle(batch)), onError),
  };
  let release = () => undefined as void;
  const held = new Promise<void>((resolve) => (release = resolve));
  const stream = {
    ensureTopics: () => here.stream.ensureTopics(),
    ends: (topic: string) => here.stream.ends(topic),
    publish: async (...args: Parameters<typeof here.stream.publish>) => held.then(() => here.stream.publish(...args)),
  };
  here.relay({ store, stream });
  await eventually(() => expect(read).toBe(1_000));
  await here.turns();
  expect(read).toBe(1_000);
  release();
  await level(here);
  expect(here.relayed()).toHaveLength(2_600);
});
