import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RevisionConflict, type CopyTarget, type EventStore, type RecordedEvent } from '@stoa/kernel';
import { MemoryEventStore, SqliteEventStore } from './index.ts';
import { clauses, eventStoreContract, newEvent } from './testing/contract-suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'stoa-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

eventStoreContract('the store in memory', async () => new MemoryEventStore());
eventStoreContract('the SQLite store', async () => SqliteEventStore.open(join(folder, 'events.sqlite')));

/** A store in memory with one broken method. */
function broken(spoil: (store: EventStore & CopyTarget) => Partial<EventStore & CopyTarget>): EventStore & CopyTarget {
  const store = new MemoryEventStore();
  const sound: EventStore & CopyTarget = {
    appendStored: (...args) => store.appendStored(...args),
    append: (...args) => store.append(...args),
    read: (...args) => store.read(...args),
    readLast: (...args) => store.readLast(...args),
    readAll: (...args) => store.readAll(...args),
    head: () => store.head(),
    idAt: (...args) => store.idAt(...args),
    subscribe: (...args) => store.subscribe(...args),
    close: () => store.close(),
  };
  return { ...sound, ...spoil(sound) };
}
const actual = async (store: EventStore, stream: string) => (await store.read(stream)).length - 1;

const BROKEN: Record<string, (store: EventStore & CopyTarget) => Partial<EventStore & CopyTarget>> = {
  'what was appended is read back whole, in order, with revisions from 0': (store) => ({
    read: async (...args) => (await store.read(...args)).reverse(),
  }),
  'a stream that is there refuses no-stream, and nothing is written': (store) => ({
    append: async (stream, events, expected) =>
      store.append(
        stream,
        events,
        expected === 'no-stream' && (await actual(store, stream)) >= 0 ? await actual(store, stream) : expected,
      ),
  }),
  'a wrong revision is refused, too low as too high': (store) => ({
    append: async (stream, events, expected) =>
      store.append(
        stream,
        events,
        typeof expected === 'number' && (await actual(store, stream)) >= 0 ? await actual(store, stream) : expected,
      ),
  }),
  'of appends that race for a revision one wins': (store) => ({
    append: async (stream, events) => {
      await Promise.resolve();
      const revision = await actual(store, stream);
      return store
        .append(stream, events, revision < 0 ? 'no-stream' : revision)
        .catch(async () => store.append(stream, events, await actual(store, stream)));
    },
  }),
  'one that is refused hurts none of those beside it': (store) => {
    let failed = false;
    return {
      append: async (stream, events, expected) => {
        if (typeof expected === 'number' && expected > 5) failed = true;
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (failed) throw new RevisionConflict(stream, expected, 0);
        return store.append(stream, events, expected);
      },
    };
  },
  'an event that its contract does not allow is refused, and nothing of its append is written': (store) => ({
    append: async (stream, events, expected) => {
      const written = events.length > 0 ? await store.append(stream, [events[0]!], expected) : { revision: 0, position: '' };
      return events.length > 1 ? store.append(stream, events.slice(1), 0) : written;
    },
  }),
  'the id at the position of an event is its own, and elsewhere there is none': (store) => ({
    idAt: async (position) => (await store.idAt(position)) ?? 'some',
  }),
  'an event of a former version is read as the newest one, also by a subscription, and says how it stands': (store) => ({
    subscribe: (after, handle, onError) =>
      store.subscribe(after, (batch) => handle(batch.map((event) => ({ ...event, ...event.stored }))), onError),
  }),
  'an event that this code does not know is read as it stands, and says so': (store) => ({
    read: async (...args) => (await store.read(...args)).filter(({ unknown }) => unknown !== 'type'),
  }),
  'positions are of one width and grow with each commit': (store) => {
    let left = 9;
    return { append: async (...args) => ({ ...(await store.append(...args)), position: String(left--) }) };
  },
  'reading the log from a position is exclusive, complete and ends at the head of the call': (store) => ({
    readAll: (after, options) => store.readAll(after === '' ? after : String(Number(after) - 1).padStart(16, '0'), options),
  }),
  'a stream is read from a revision, and in parts': (store) => ({
    read: (stream, options) => store.read(stream, { ...options, after: (options?.after ?? 0) - 1 }),
  }),
  'the last events of a stream come in order, whatever its length': (store) => ({
    readLast: async (...args) => (await store.readLast(...args)).reverse(),
  }),
  'a subscription gives what is there and what comes, once and in order, and rests when it is stopped': (store) => ({
    subscribe: (after, handle, onError) =>
      store.subscribe(after, async (batch: RecordedEvent[]) => handle([...batch, ...batch]), onError),
  }),
  'a subscription whose handler throws says so and ends': (store) => ({
    subscribe: (after, handle, onError) =>
      store.subscribe(after, handle, (error) => {
        setTimeout(() => store.subscribe(after, handle, () => undefined), 5);
        onError(error);
      }),
  }),
};

describe('the suite notices', () => {
  it('has a broken store for every clause', () => expect(Object.keys(BROKEN)).toEqual(clauses.map(({ name }) => name)));

  it.each(clauses.map((clause) => [clause.name, clause] as const))('when this is broken: %s', async (name, clause) => {
    const store = broken(BROKEN[name]!);
    await expect(clause.check(store, 'broken')).rejects.toThrow();
  });
});

it('two handles on one file see each other’s appends, whatever each remembers', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-two-'));
  const [one, other] = [
    SqliteEventStore.open(join(folder, 'events.sqlite')),
    SqliteEventStore.open(join(folder, 'events.sqlite')),
  ];
  await one.append('shared', [newEvent('0')], 'no-stream');
  await other.append('shared', [newEvent('1')], 0);
  await expect(one.append('shared', [newEvent('x')], 0)).rejects.toMatchObject({ code: 'revision-conflict', actual: 1 });
  await one.append('shared', [newEvent('2')], 1);
  await other.append('shared', [newEvent('3')], 2);
  expect((await one.read('shared')).map(({ revision }) => revision)).toEqual([0, 1, 2, 3]);
  await Promise.all([one.close(), other.close()]);
  rmSync(folder, { recursive: true });
});
