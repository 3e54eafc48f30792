import type { EventStore, NewEvent, RecordedEvent } from '../log/event-store.ts';
import type { CommandMessage, ExpectedByCaller } from './command.ts';
import type { Decider } from './decider.ts';
import { PreconditionFailed, notFound } from './errors.ts';
import { transact } from './transact.ts';

const AT = '2026-01-02T03:04:05.678Z';
const meta = (commandId: string) => ({ commandId, bodyHash: 'hash', occurredAt: AT, correlationId: 'c' });

/** One stream with this many events. */
function storeWith(length: number) {
  const events: RecordedEvent[] = Array.from({ length }, (_, revision) => ({
    ...{ type: 'Added.v1', data: {}, id: `event-${revision}`, stream: 's', revision },
    ...{ position: `${revision}`, occurredAt: AT, recordedAt: AT, meta: meta(`command-${revision}`) },
  }));
  return {
    read: async () => events,
    append: async (_stream: string, added: readonly NewEvent[]) => ({ revision: length - 1 + added.length, position: '9' }),
  } as unknown as EventStore;
}

type Added = { type: 'Added.v1'; data: object };
const counter: Decider<number, CommandMessage, Added> = {
  initial: 0,
  decide: (_command, count) => {
    if (count === 0) throw notFound('counter');
    return [{ type: 'Added.v1', data: {} }];
  },
  evolve: (count) => count + 1,
};

const add = (store: EventStore, expectedRevision?: ExpectedByCaller, decider = counter) => {
  const context = { ...meta('now'), principal: { memberId: 'm', roles: [] } };
  const command = { type: 'Add', data: {}, context: expectedRevision === undefined ? context : { ...context, expectedRevision } };
  return transact(store, 's', decider, command, () => undefined);
};

describe('a command with If-Match', () => {
  it.each([[1], [[1]], [[0, 1]], [[7, 1, 9]]])('is carried out at a revision that it names: %j', async (expected) =>
    expect(await add(storeWith(2), expected)).toMatchObject({ revision: 2 }),
  );

  it.each([[0], [2], [[]], [[0, 2]]])('is not at another one: %j', async (expected) => {
    await expect(add(storeWith(2), expected)).rejects.toThrow(PreconditionFailed);
    await expect(add(storeWith(2), expected)).rejects.toMatchObject({ expected, actual: 1 });
  });

  it.each([undefined, 0, [], [3]])('of what does not exist is refused as the decider refuses it: %j', async (expected) =>
    expect(add(storeWith(0), expected)).rejects.toMatchObject({ code: 'not-found' }),
  );

  it('creates nothing', async () => {
    const willing = { ...counter, decide: () => [{ type: 'Added.v1' as const, data: {} }] };
    expect(await add(storeWith(0), undefined, willing)).toMatchObject({ revision: 0 });
    await expect(add(storeWith(0), 0, willing)).rejects.toThrow(PreconditionFailed);
  });
});
