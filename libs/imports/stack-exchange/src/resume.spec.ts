import { MemoryEventStore } from '@stoa/event-store';
import { questionStream, QuestionEdited, topicStream, TopicCreated, QuestionAsked, ViewsImported } from '@stoa/contracts';
import { derivedId, type EventStore, type RecordedEvent } from '@stoa/kernel';
import { rounds } from '@stoa/testing';
import { rmSync } from 'node:fs';
import { answer, day, history, question, user, vote, writeDump } from './testing/synthetic-dump.ts';
import { importStackExchange } from './import-stack-exchange.ts';

const POSTS = 60;
const ids = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const folder = writeDump({
  Posts: ids(POSTS).flatMap((id) => [
    question(id, {
      Title: `Plan ${id % 7}`,
      CreationDate: day(1 + (id % 9)),
      Tags: `<t${id % 11}>`,
      AcceptedAnswerId: POSTS + id,
    }),
    answer(POSTS + id, id, { CreationDate: day(3 + (id % 9)), OwnerUserId: id % 13 }),
  ]),
  Users: ids(13).map((id) => user(id, `Person ${id % 5}`)),
  Votes: ids(2500).map((id) =>
    vote(id, 1 + (id % (2 * POSTS)), 2 + (id % 3 === 0 ? 1 : 0), { CreationDate: day(1 + (id % 20)) }),
  ),
  PostHistory: ids(POSTS).flatMap((id) => [
    history(10 * id, id, 1, `Plan ${id % 7}`),
    history(10 * id + 1, id, 2, 'first'),
    history(10 * id + 2, id, 3, `<t${id % 11}>`),
    history(10 * id + 3, id, 5, 'second', { RevisionGUID: `e${id}`, CreationDate: day(12) }),
  ]),
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (store: EventStore) => importStackExchange({ folder, into: { store }, source: 'site' });
async function contentOf(store: EventStore): Promise<unknown[]> {
  const log: RecordedEvent[] = [];
  for await (const batch of store.readAll('')) log.push(...batch);
  return log.map(({ recordedAt: _, ...event }) => event);
}

/** Lets `count` appends through and fails all later ones, as a process does that was killed. */
function dyingAfter(count: number, store: EventStore): EventStore {
  let appends = 0;
  const dying = Object.create(store) as EventStore;
  dying.append = (...append) => (appends++ < count ? store.append(...append) : Promise.reject(new Error('killed')));
  return dying;
}

describe('an import that is run again', () => {
  it('changes nothing, and asks little of the store', async () => {
    const store = new MemoryEventStore();
    const first = await run(store);
    const content = await contentOf(store);
    let appends = 0;
    const counting = Object.create(store) as EventStore;
    counting.append = (...append) => (appends++, store.append(...append));
    const second = await run(counting);
    expect(await contentOf(store)).toEqual(content);
    expect(second).toMatchObject({ eventsAppended: 0, eventsAlreadyThere: first.eventsAppended, importId: first.importId });
    expect(appends).toBeLessThanOrEqual(1000);
    expect(first.eventsAppended).toBeGreaterThan(2000);
  });

  it('ends with the same log wherever it was killed', async () => {
    const whole = new MemoryEventStore();
    const total = (await run(whole)).eventsAppended;
    const content = await contentOf(whole);
    const random = ids(rounds('STOA_KILL_POINTS', { small: 2, full: 20 })).map(() => Math.floor(Math.random() * total));
    const points = [0, 1, 1000, total - 1, ...random];
    for (const point of points) {
      const store = new MemoryEventStore();
      await expect(run(dyingAfter(point, store))).rejects.toThrow('killed');
      await expect(run(dyingAfter(Math.floor(point / 2), store))).rejects.toThrow('killed');
      await run(store);
      expect({ point, same: JSON.stringify(await contentOf(store)) === JSON.stringify(content) }).toEqual({ point, same: true });
    }
  });

  it('continues at the end of a stream that was edited in between, and keeps topics that others created first', async () => {
    const store = new MemoryEventStore();
    const meta = {
      commandId: derivedId('live'),
      bodyHash: '',
      occurredAt: '2020-05-02T00:00:00.000Z',
      correlationId: derivedId('live'),
    };
    await store.append(
      topicStream('t3'),
      [{ ...TopicCreated({ topic: 't3', name: 'T3' }), id: derivedId('topic'), meta }],
      'no-stream',
    );
    await expect(run(dyingAfter(1000, store))).rejects.toThrow('killed');
    const questionId = derivedId('site', 'post', '9');
    const before = await store.read(questionStream(questionId));
    expect(before.map(({ type }) => type)).toContain(QuestionAsked.type);
    const edit = QuestionEdited({
      questionId,
      editorId: derivedId('somebody'),
      askerId: derivedId('asker'),
      title: 'Live',
      body: '',
    });
    await store.append(questionStream(questionId), [{ ...edit, id: derivedId('live edit'), meta }], before.length - 1);
    await run(store);
    const after = await store.read(questionStream(questionId));
    const whole = new MemoryEventStore();
    await run(whole);
    const undisturbed = await whole.read(questionStream(questionId));
    expect(after.map(({ id }) => id)).toEqual([
      ...before.map(({ id }) => id),
      derivedId('live edit'),
      ...undisturbed.slice(before.length).map(({ id }) => id),
    ]);
    expect(await store.read(topicStream('t3'))).toHaveLength(1);
    expect((await run(store)).eventsAppended).toBe(0);
  });

  it('lets two sites live in one store', async () => {
    const store = new MemoryEventStore();
    const sites = ['one', 'other'];
    const [one, other] = [
      await importStackExchange({ folder, into: { store }, source: 'one' }),
      await importStackExchange({ folder, into: { store }, source: 'other' }),
    ];
    const [before, beside] = [one, other].map(
      ({ eventsAppended, eventsByType }) => eventsAppended - 2 * (eventsByType[ViewsImported.type] ?? 0),
    );
    expect(before! - beside!).toBe(11); // the topics, which they share
    expect(one.questions + other.questions).toBe(2 * POSTS);
    for (const source of sites) expect((await importStackExchange({ folder, into: { store }, source })).eventsAppended).toBe(0);
  });
});
