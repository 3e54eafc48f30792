import { appendOnce } from '../log/append-once.ts';
import type { EventStore, NewEvent, RecordedEvent } from '../log/event-store.ts';
import { fold, type Decider } from './decider.ts';
import { RevisionConflict } from './errors.ts';
import { NewerEvents, readToDecide } from './newer-events.ts';
import { reserve } from './reserve.ts';
import { REMEMBERED_COMMANDS, transact } from './transact.ts';
import type { CommandMessage } from './command.ts';

const AT = '2026-01-02T03:04:05.678Z';
const STREAM = 'counter-1';

const meta = (commandId: string) => ({ commandId, bodyHash: 'hash', occurredAt: AT, correlationId: 'c' });

function stored(type: string, revision: number): RecordedEvent {
  const id = `event-${revision}`;
  const place = { stream: STREAM, revision, position: String(revision).padStart(4, '0') };
  const unknown = type === 'Reset.v1' ? { unknown: 'type' as const } : type === 'Added.v2' ? { unknown: 'version' as const } : {};
  return { type, data: {}, id, ...place, occurredAt: AT, recordedAt: AT, meta: meta(`command-${revision}`), ...unknown };
}

/** One stream with these events, as code reads it that knows Added.v1 alone. */
function storeWith(...types: string[]) {
  const events = types.map(stored);
  return {
    events,
    read: async (_stream: string, { after = -1, limit = 1000 } = {}) => events.slice(after + 1, after + 1 + limit),
    readLast: async (_stream: string, count: number) => events.slice(-count),
    append: async (stream: string, added: readonly NewEvent[], expected: 'no-stream' | number) => {
      if (events.length - 1 !== (expected === 'no-stream' ? -1 : expected))
        throw new RevisionConflict(stream, expected, events.length - 1);
      events.push(...added.map((event, index) => ({ ...stored(event.type, events.length + index), ...event })));
      return { revision: events.length - 1, position: String(events.length - 1).padStart(4, '0') };
    },
  } as unknown as EventStore & { events: RecordedEvent[] };
}

type Added = { type: 'Added.v1'; data: object };
const counter: Decider<number, CommandMessage, Added> = {
  initial: 0,
  decide: () => [{ type: 'Added.v1', data: {} }],
  evolve: (count, { type }) => {
    if (type !== 'Added.v1') throw new Error(`No decider is given ${String(type)}`);
    return count + 1;
  },
};
const latest = { ...counter, lastEventTells: true } as const;

const command = (commandId = 'now', more: object = {}): CommandMessage => ({
  type: 'Add',
  data: {},
  context: { ...meta(commandId), principal: { memberId: 'm', roles: [] }, ...more },
});
const add = (store: EventStore, by = counter, how = command()) => transact(store, STREAM, by, how, () => undefined);

describe.each(['Reset.v1', 'Added.v2'])('a stream that holds %s, which this code does not know', (newer) => {
  it('is not decided on, wherever the event stands', async () => {
    for (const types of [[newer], ['Added.v1', newer], [newer, 'Added.v1']]) {
      const store = storeWith(...types);
      await expect(add(store)).rejects.toThrow(NewerEvents);
      await expect(add(store, latest)).rejects.toThrow(NewerEvents);
      expect(store.events).toHaveLength(types.length);
    }
  });

  it('names stream and type, and the code that a caller sees', async () => {
    await expect(add(storeWith('Added.v1', newer))).rejects.toMatchObject({ code: 'newer-events', stream: STREAM, type: newer });
  });

  it('still returns the result of a command that was carried out before', async () => {
    const store = storeWith('Added.v1', newer);
    await expect(add(store, counter, command('command-0'))).resolves.toEqual({ revision: 0, position: '0000', repeated: true });
    // By newer code, too: its result is in the metadata.
    await expect(add(store, counter, command('command-1'))).resolves.toMatchObject({ revision: 1, repeated: true });
  });

  it('is refused as such even where If-Match is stale: reading again would not help', async () => {
    await expect(add(storeWith(newer), counter, command('now', { expectedRevision: 7 }))).rejects.toThrow(NewerEvents);
  });

  it('can be folded: the event is passed over', () => {
    expect(fold(counter, storeWith('Added.v1', newer, 'Added.v1').events)).toBe(2);
  });

  it('gives no facts to a decision on another stream', async () => {
    await expect(readToDecide(storeWith('Added.v1', newer), STREAM)).rejects.toThrow(NewerEvents);
    await expect(readToDecide(storeWith('Added.v1'), STREAM)).resolves.toHaveLength(1);
  });

  it('where the last event is enough, is decided on once the event is beyond those that are read', async () => {
    const since = Array.from({ length: REMEMBERED_COMMANDS }, () => 'Added.v1');
    await expect(add(storeWith(newer, ...since), latest)).resolves.toMatchObject({ revision: REMEMBERED_COMMANDS + 1 });
    await expect(add(storeWith(newer, ...since))).rejects.toThrow(NewerEvents);
  });

  it('is not a name that can be reserved', async () => {
    const asked = reserve(storeWith('Added.v1', newer), AT, {
      stream: STREAM,
      reserved: () => [{ type: 'Added.v1', data: {}, id: 'r', meta: meta('r') }],
      isOwn: () => true,
      isBorne: async () => false,
    });
    await expect(asked).rejects.toThrow(NewerEvents);
  });

  it('is appended to once only where what newer code wrote is known to be something else', async () => {
    const event: NewEvent = { type: 'Added.v1', data: {}, id: 'mine', meta: meta('mine') };
    const before = storeWith(newer);
    await expect(appendOnce(before, STREAM, [event], 0)).resolves.toMatchObject({ appended: 1, revision: 1 });
    await expect(appendOnce(storeWith('Added.v1', newer), STREAM, [event], 0)).rejects.toThrow(NewerEvents);
    // The very event, in a version that came later.
    await expect(appendOnce(storeWith('Added.v1', newer), STREAM, [{ ...event, id: 'event-1' }], 0)).resolves.toMatchObject({
      appended: 0,
      revision: 1,
    });
  });
});
