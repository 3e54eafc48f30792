import { relayPartitions } from '@stoa/contracts';
import { MemoryEventStore } from '@stoa/event-store';
import { NOTHING_RELAYED, type EventStore, type RecordedEvent } from '@stoa/kernel';
import { eventually } from '@stoa/testing';
import { MemoryRelayLedger } from './testing/memory-ports.ts';
import { RelayedWorld } from './testing/relayed-world.ts';

const worlds: RelayedWorld[] = [];
const world = (ledger = new MemoryRelayLedger()) => {
  worlds.push(new RelayedWorld(ledger));
  return worlds.at(-1)!;
};
afterEach(() => Promise.all(worlds.splice(0).map((one) => one.end())));

/** Positions of the events that were relayed as of a history, in the order of the log. */
const relayedAs = (here: RelayedWorld, history: string | undefined) =>
  relayPartitions()
    .flatMap((partition) => here.said(partition))
    .flatMap((message) => (message.event && message.history === history ? [message.position] : []))
    .sort();

async function beginning(log: readonly RecordedEvent[]): Promise<EventStore> {
  const store = new MemoryEventStore();
  for (const { stream, id, type, data, meta } of log) await store.append(stream, [{ id, type, data, meta }], 'no-stream');
  return store;
}

describe('a log that is another than was relayed', () => {
  it('because it was put back is relayed from its start, as another history', async () => {
    const here = world();
    await here.happen(30);
    const first = here.relay();
    await eventually(() => expect(here.ledger.checkpoint.position).toBe('0000000000000030'));
    await first.stop();
    const log = await here.log();
    const older = await beginning(log.slice(0, 12));
    const second = here.relay({ store: older });
    await eventually(() => expect(here.ledger.checkpoint).toMatchObject({ position: log[11]!.position, eventId: log[11]!.id }));
    const { history } = here.ledger.checkpoint;
    expect(history).toMatch(/^[0-9a-f-]{36}$/);
    expect(relayedAs(here, undefined)).toHaveLength(30);
    expect(relayedAs(here, history)).toEqual(log.slice(0, 12).map(({ position }) => position));
    expect(here.logged).toContain('publishing again from the start of the log');
    expect(second.status()).toMatchObject({ position: log[11]!.position, head: log[11]!.position });
    await second.stop();
    here.relay({ store: older });
    await eventually(() => expect(here.logged.filter((message) => message.includes('leader')).length).toBe(3));
    await here.turns();
    expect(here.ledger.checkpoint.history).toBe(history);
  });

  it('because another event stands where it was, is found out while the relay runs', async () => {
    const here = world();
    await here.happen(8);
    const log = await here.log();
    const others: RecordedEvent[] = [];
    here.relay({ store: here.storeWith(others) });
    await eventually(() => expect(here.ledger.checkpoint.position).toBe(log[7]!.position));
    others.push({ ...log[7]!, id: log[0]!.id.replace(/^./, 'f') });
    await eventually(() => expect(here.ledger.checkpoint).toMatchObject({ position: log[7]!.position, eventId: others[0]!.id }));
    expect(relayedAs(here, here.ledger.checkpoint.history)).toHaveLength(8);
  });

  it('is not suspected where the checkpoint of a former release names no event; the next one does', async () => {
    const here = world(new MemoryRelayLedger({ ...NOTHING_RELAYED, position: '0000000000000003' }));
    await here.happen(5);
    here.relay();
    const [last] = (await here.log()).slice(-1);
    await eventually(() => expect(here.ledger.checkpoint).toMatchObject({ position: last!.position, eventId: last!.id }));
    expect(here.ledger.checkpoint.history).toBeUndefined();
    expect(relayedAs(here, undefined)).toHaveLength(2);
  });

  it('watermarks name the event at their position', async () => {
    const here = world();
    await here.happen(5);
    here.relay();
    const [last] = (await here.log()).slice(-1);
    const watermarks = () => relayPartitions().map((partition) => here.said(partition).findLast(({ event }) => !event));
    await eventually(() =>
      expect(watermarks().filter((message) => message?.eventId === last!.id).length).toBeGreaterThan(
        relayPartitions().length / 2,
      ),
    );
  });
});
