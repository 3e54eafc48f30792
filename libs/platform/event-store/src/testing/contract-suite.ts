import { TopicCreated, ViewsImported } from '@stoa/contracts';
import { derivedId, readStream, type CopyTarget, type EventStore, type NewEvent, type RecordedEvent } from '@stoa/kernel';

/** One promise of the port, checked against a store that may hold other events already. `prefix` is this clause's own. */
export interface Clause {
  readonly name: string;
  check(store: EventStore & CopyTarget, prefix: string): Promise<void>;
}

export const newEvent = (name: string): NewEvent => {
  const id = derivedId('contract', name);
  return {
    ...TopicCreated({ topic: 'contract', name: 'Contract' }),
    id,
    meta: { commandId: id, bodyHash: name, occurredAt: '2026-01-02T03:04:05.678Z', correlationId: id },
  };
};

/** Totals as the first version of their event had them. */
const FORMER = {
  type: 'ViewsImported.v1',
  data: { shard: 3, source: 'contract', counts: [{ questionId: derivedId('contract'), answerId: null, views: 4 }] },
};

function check(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new Error(sentence);
}

async function refused(attempt: Promise<unknown>, code?: string): Promise<void> {
  const error = await attempt.then(
    () => undefined,
    (reason: unknown) => reason as { code?: string },
  );
  check(error !== undefined, 'it should have been refused');
  if (code) check(error.code === code, `refused with ${error.code}, not ${code}`);
}

async function all(store: EventStore, after: string, batchSize = 3): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const batch of store.readAll(after, { batchSize })) events.push(...batch);
  return events;
}

/** Every promise that libs/kernel/src/event-store.ts makes. */
export const clauses: readonly Clause[] = [
  {
    name: 'what was appended is read back whole, in order, with revisions from 0',
    async check(store, prefix) {
      const appended = await store.append(`${prefix}-a`, [newEvent(`${prefix}1`), newEvent(`${prefix}2`)], 'no-stream');
      const events = await store.read(`${prefix}-a`);
      check(appended.revision === 1 && events.map(({ revision }) => revision).join() === '0,1', 'revisions run from 0');
      check(events[1]?.position === appended.position, 'the append answers with the position of its last event');
      const { id, type, data, meta, stream, occurredAt } = events[0] as RecordedEvent;
      const expected = newEvent(`${prefix}1`);
      check(
        id === expected.id && type === expected.type && stream === `${prefix}-a` && occurredAt === expected.meta.occurredAt,
        'the envelope is kept',
      );
      check(JSON.stringify(data) === JSON.stringify(expected.data), 'the data is kept');
      check(meta.commandId === expected.meta.commandId && meta.bodyHash === expected.meta.bodyHash, 'the metadata is kept');
      check(JSON.stringify(meta.route) === '{"topic":"stoa.qa.v1","key":"contract"}', 'the route is written at the append');
    },
  },
  {
    name: 'a stream that is there refuses no-stream, and nothing is written',
    async check(store, prefix) {
      await store.append(`${prefix}-b`, [newEvent(`${prefix}1`)], 'no-stream');
      await refused(store.append(`${prefix}-b`, [newEvent(`${prefix}2`)], 'no-stream'), 'revision-conflict');
      check((await store.read(`${prefix}-b`)).length === 1, 'a refused append writes nothing');
    },
  },
  {
    name: 'a wrong revision is refused, too low as too high',
    async check(store, prefix) {
      await store.append(`${prefix}-c`, [newEvent(`${prefix}1`), newEvent(`${prefix}2`)], 'no-stream');
      for (const wrong of [0, 2, 7])
        await refused(store.append(`${prefix}-c`, [newEvent(`${prefix}x${wrong}`)], wrong), 'revision-conflict');
      await refused(store.append(`${prefix}-none`, [newEvent(`${prefix}y`)], 0), 'revision-conflict');
      await store.append(`${prefix}-c`, [newEvent(`${prefix}3`)], 1);
      check((await store.read(`${prefix}-c`)).length === 3, 'the right revision is taken');
    },
  },
  {
    name: 'of appends that race for a revision one wins',
    async check(store, prefix) {
      const attempts = Array.from({ length: 8 }, (_, index) =>
        store.append(`${prefix}-d`, [newEvent(`${prefix}${index}`)], 'no-stream'),
      );
      const results = await Promise.allSettled(attempts);
      check(results.filter(({ status }) => status === 'fulfilled').length === 1, 'exactly one is taken');
      check((await store.read(`${prefix}-d`)).length === 1, 'exactly one is written');
    },
  },
  {
    name: 'one that is refused hurts none of those beside it',
    async check(store, prefix) {
      await store.append(`${prefix}-e`, [newEvent(`${prefix}0`)], 'no-stream');
      const [good, bad, other] = await Promise.allSettled([
        store.append(`${prefix}-e`, [newEvent(`${prefix}1`)], 0),
        store.append(`${prefix}-e`, [newEvent(`${prefix}2`)], 9),
        store.append(`${prefix}-f`, [newEvent(`${prefix}3`)], 'no-stream'),
      ]);
      check(
        good.status === 'fulfilled' && bad.status === 'rejected' && other.status === 'fulfilled',
        'only the wrong one is refused',
      );
    },
  },
  {
    name: 'an event that its contract does not allow is refused, and nothing of its append is written',
    async check(store, prefix) {
      const wrong = { ...newEvent(`${prefix}2`), data: { topic: 'NO', name: '' } };
      await refused(store.append(`${prefix}-g`, [newEvent(`${prefix}1`), wrong], 'no-stream'));
      await refused(store.append(`${prefix}-g`, [{ ...newEvent(`${prefix}3`), type: 'Unheard.v1' }], 'no-stream'));
      await refused(store.append(`${prefix}-g`, [{ ...newEvent(`${prefix}4`), ...FORMER }], 'no-stream'));
      await refused(store.append(`${prefix}-g`, [], 'no-stream'));
      check((await store.read(`${prefix}-g`)).length === 0, 'the stream is not there');
    },
  },
  {
    name: 'the id at the position of an event is its own, and elsewhere there is none',
    async check(store, prefix) {
      const first = await store.append(`${prefix}-h`, [newEvent(`${prefix}1`)], 'no-stream');
      const second = await store.append(`${prefix}-h`, [newEvent(`${prefix}2`)], 0);
      check((await store.idAt(first.position)) === newEvent(`${prefix}1`).id, 'the first one has its own');
      check((await store.idAt(second.position)) === newEvent(`${prefix}2`).id, 'the second one has its own');
      const beyond = String(BigInt(await store.head()) + 1000n).padStart(second.position.length, '0');
      for (const none of ['', beyond, 'no position']) check((await store.idAt(none)) === undefined, `there is none at '${none}'`);
    },
  },
  {
    name: 'an event of a former version is read as the newest one, also by a subscription, and says how it stands',
    async check(store, prefix) {
      const start = await store.head();
      await store.appendStored(`${prefix}-p`, [{ ...newEvent(`${prefix}1`), ...FORMER }], 'no-stream');
      const subscribed = await new Promise<RecordedEvent | undefined>((resolve, reject) => {
        const subscription = store.subscribe(
          start,
          async (batch) => {
            const [mine] = batch.filter(({ stream }) => stream === `${prefix}-p`);
            if (mine) void subscription.stop().then(() => resolve(mine));
          },
          reject,
        );
      });
      const inLog = (await all(store, start)).find(({ stream }) => stream === `${prefix}-p`);
      const [[inStream], [last]] = [await store.read(`${prefix}-p`), await store.readLast(`${prefix}-p`, 1)];
      for (const event of [inStream, last, inLog, subscribed]) {
        check(event?.type === ViewsImported.type, `it is read as ${event?.type}`);
        check(JSON.stringify(event.data) === JSON.stringify({ ...FORMER.data, offset: null }), 'its data is upcast, once');
        check(JSON.stringify(event.stored) === JSON.stringify(FORMER), 'it says how it stands, to the byte');
        check(event.unknown === undefined, 'it is known');
      }
    },
  },
  {
    name: 'an event that this code does not know is read as it stands, and says so',
    async check(store, prefix) {
      const unheard = { ...newEvent(`${prefix}1`), type: 'Unheard.v1', data: { a: [1] } };
      const newer = { ...newEvent(`${prefix}2`), type: 'TopicCreated.v9', data: { b: null } };
      await store.appendStored(`${prefix}-q`, [unheard, newer, newEvent(`${prefix}3`)], 'no-stream');
      const read = (await store.read(`${prefix}-q`)).map(({ type, data, unknown }) => [type, data, unknown ?? null]);
      const expected = [['Unheard.v1', { a: [1] }, 'type'], ['TopicCreated.v9', { b: null }, 'version'], [TopicCreated.type, newEvent('').data, null]]; // prettier-ignore
      check(JSON.stringify(read) === JSON.stringify(expected), `it is read as ${JSON.stringify(read)}`);
    },
  },
  {
    name: 'positions are of one width and grow with each commit',
    async check(store, prefix) {
      const first = await store.append(`${prefix}-h`, [newEvent(`${prefix}1`)], 'no-stream');
      const second = await store.append(`${prefix}-i`, [newEvent(`${prefix}2`)], 'no-stream');
      check(first.position.length === second.position.length && first.position < second.position, 'they sort as text');
      check((await store.head()) >= second.position, 'the head is at least the last one');
    },
  },
  {
    name: 'reading the log from a position is exclusive, complete and ends at the head of the call',
    async check(store, prefix) {
      const start = await store.head();
      const last = [];
      for (let index = 0; index < 7; index++)
        last.push(
          (await store.append(`${prefix}-j`, [newEvent(`${prefix}${index}`)], index === 0 ? 'no-stream' : index - 1)).position,
        );
      const mine = (await all(store, start)).filter(({ stream }) => stream === `${prefix}-j`);
      check(mine.map(({ revision }) => revision).join() === '0,1,2,3,4,5,6', 'all come, once, in order');
      const after = (await all(store, last[2] as string)).filter(({ stream }) => stream === `${prefix}-j`);
      check(after[0]?.revision === 3, 'the position itself is passed over');
      const until: RecordedEvent[] = [];
      for await (const batch of store.readAll(start, { until: last[4] as string })) until.push(...batch);
      check(until.at(-1)?.position === last[4], '`until` is the last that comes');
    },
  },
  {
    name: 'a stream is read from a revision, and in parts',
    async check(store, prefix) {
      const events = Array.from({ length: 25 }, (_, index) => newEvent(`${prefix}${index}`));
      await store.append(`${prefix}-k`, events, 'no-stream');
      check(
        (await store.read(`${prefix}-k`, { after: 20 })).map(({ revision }) => revision).join() === '21,22,23,24',
        'after is exclusive',
      );
      check((await store.read(`${prefix}-k`, { limit: 4 })).length === 4, 'limit holds');
      check((await store.read(`${prefix}-missing`)).length === 0, 'a missing stream has none');
      check((await readStream(store, `${prefix}-k`)).length === 25, 'all of it');
    },
  },
  {
    name: 'the last events of a stream come in order, whatever its length',
    async check(store, prefix) {
      const events = Array.from({ length: 5 }, (_, index) => newEvent(`${prefix}${index}`));
      await store.append(`${prefix}-o`, events, 'no-stream');
      const last = await store.readLast(`${prefix}-o`, 2);
      check(last.map(({ revision }) => revision).join() === '3,4', 'the newest one is last');
      check(last[1]?.meta.commandId === events[4]?.meta.commandId, 'with their metadata');
      check((await store.readLast(`${prefix}-o`, 9)).length === 5, 'a short stream comes whole');
      check((await store.readLast(`${prefix}-missing`, 2)).length === 0, 'a missing stream has none');
    },
  },
  {
    name: 'a subscription gives what is there and what comes, once and in order, and rests when it is stopped',
    async check(store, prefix) {
      const start = await store.head();
      await store.append(`${prefix}-l`, [newEvent(`${prefix}0`)], 'no-stream');
      const seen: number[] = [];
      const failures: unknown[] = [];
      const subscription = store.subscribe(
        start,
        async (batch) =>
          void seen.push(...batch.filter(({ stream }) => stream === `${prefix}-l`).map(({ revision }) => revision)),
        (error) => failures.push(error),
      );
      for (let index = 1; index < 20; index++) await store.append(`${prefix}-l`, [newEvent(`${prefix}${index}`)], index - 1);
      const deadline = Date.now() + 5000;
      while (seen.length < 20 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5));
      await subscription.stop();
      await store.append(`${prefix}-l`, [newEvent(`${prefix}20`)], 19);
      await new Promise((resolve) => setTimeout(resolve, 50));
      check(failures.length === 0, `it failed: ${String(failures[0])}`);
      check(seen.join() === Array.from({ length: 20 }, (_, index) => index).join(), `it gave ${seen.join()}`);
    },
  },
  {
    name: 'a subscription whose handler throws says so and ends',
    async check(store, prefix) {
      const start = await store.head();
      await store.append(`${prefix}-m`, [newEvent(`${prefix}0`)], 'no-stream');
      let calls = 0;
      const failure = await new Promise((resolve) => {
        store.subscribe(start, async () => { calls++; throw new Error('as planned'); }, resolve); // prettier-ignore
      });
      await store.append(`${prefix}-m`, [newEvent(`${prefix}1`)], 0);
      await new Promise((resolve) => setTimeout(resolve, 50));
      check((failure as Error).message === 'as planned' && calls === 1, 'it ends at the first failure');
    },
  },
];

/** Runs every clause over a store, each under a prefix that nobody else uses: the log need not be empty. */
export function eventStoreContract(name: string, open: () => Promise<EventStore & CopyTarget>): void {
  describe(`${name} keeps the event store's promises`, () => {
    let store: EventStore & CopyTarget;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());
    it.each(clauses.map((clause, index) => [clause.name, clause, index] as const))('%s', async (_name, clause, index) => {
      await expect(clause.check(store, `contract-${Date.now().toString(36)}-${index}`)).resolves.toBeUndefined();
    });
  });
}
