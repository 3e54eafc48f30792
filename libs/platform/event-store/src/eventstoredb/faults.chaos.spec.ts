import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { START, type NewEvent } from '@stoa/kernel';
import { everything } from '../testing/stores.ts';
import { eventually } from '@stoa/testing';
import { EventStoreDbStandIn } from '@stoa/dev-servers/eventstoredb';
import { EventStoreDbEventStore } from '../index.ts';
import { newEvent } from '../testing/contract-suite.ts';
import { REAL_SERVER, uniquePrefix } from '../testing/eventstoredb-server.ts';
import { firstPlaces, follow, places } from '../testing/followed.ts';

if (REAL_SERVER) console.warn('ON THE STAND-IN ONLY: fault injection, which a real server does not offer');

const folder = mkdtempSync(join(tmpdir(), 'stoa-faults-'));
let standIn: EventStoreDbStandIn;
let store: EventStoreDbEventStore;
const QUICK = { deadlineMs: 400, patienceMs: 15_000, keepAliveMs: 300 };
const open = (options: object = {}) =>
  EventStoreDbEventStore.open({ connectionString: standIn.connectionString, prefix: uniquePrefix(), ...QUICK, ...options });
const some = (count: number): NewEvent[] => Array.from({ length: count }, () => newEvent(randomUUID()));
const restart = async (pause = 0): Promise<void> => {
  const { port } = standIn;
  await standIn.stop();
  if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
  standIn = await EventStoreDbStandIn.start({ folder, port });
};

beforeAll(async () => {
  standIn = await EventStoreDbStandIn.start({ folder });
});
beforeEach(() => {
  standIn.setFaults({
    hanging: false,
    notReady: 0,
    lostAnswers: 0,
    delayMs: 0,
    draining: false,
    deaf: false,
    forgetsRepeats: false,
  });
  store = open();
});
afterEach(() => store.close());
afterAll(async () => {
  await standIn.stop();
  rmSync(folder, { recursive: true });
});

describe('an append', () => {
  it('whose response was lost is retried and written once', async () => {
    standIn.setFaults({ lostAnswers: 2 });
    const appended = await store.append('s', some(2), 'no-stream');
    expect(await store.read('s')).toMatchObject([{ revision: 0 }, { revision: 1, position: appended.position }]);
    standIn.setFaults({ lostAnswers: 1 });
    expect(await store.append('s', some(1), 1)).toMatchObject({ revision: 2 });
    expect(await store.read('s')).toHaveLength(3);
  });

  it('whose repetition conflicts with itself has succeeded', async () => {
    standIn.setFaults({ lostAnswers: 1, forgetsRepeats: true });
    const appended = await store.append('s', some(2), 'no-stream');
    expect((await store.read('s')).at(-1)).toMatchObject({ revision: appended.revision, position: appended.position });
    standIn.setFaults({ lostAnswers: 1 });
    expect(await store.append('s', some(1), 1)).toMatchObject({ revision: 2 });
  });

  it('whose repetition conflicts with another’s event is refused', async () => {
    await store.append('s', some(2), 'no-stream');
    standIn.setFaults({ notReady: 1 });
    await expect(store.append('s', some(1), 0)).rejects.toMatchObject({ code: 'revision-conflict', actual: 1 });
    standIn.setFaults({ notReady: 1 });
    await expect(store.append('none', some(1), 3)).rejects.toMatchObject({ code: 'revision-conflict', actual: -1 });
    expect(await store.read('s')).toHaveLength(2);
  });

  it('waits for a server that is not ready', async () => {
    standIn.setFaults({ notReady: 4 });
    expect(await store.append('s', some(1), 'no-stream')).toMatchObject({ revision: 0 });
  });

  it('outlives a restart', async () => {
    const appends = Promise.all([0, 1, 2].map((at) => store.append(`s${at}`, some(1), 'no-stream')));
    await restart(300);
    const during = store.append('s3', some(1), 'no-stream');
    expect((await Promise.all([appends, during])).flat()).toMatchObject(Array(4).fill({ revision: 0 }));
    expect(await everything(store)).toHaveLength(4);
  });

  it('gives up on a server that hangs, after its deadline where it is not to be repeated', async () => {
    const patient = open({ deadlineMs: 3000, patienceMs: 0, keepAliveMs: 2000 });
    standIn.setFaults({ hanging: true });
    await expect(patient.append('s', some(1), 'no-stream')).rejects.toMatchObject({ code: 'storage-unavailable' });
    standIn.setFaults({ hanging: false });
    await patient.close();
  });

  it('is a refusal, not a raw error, where there is no server', async () => {
    const nowhere = open({ connectionString: 'esdb://127.0.0.1:1?tls=false', patienceMs: 300 });
    const refused = { code: 'storage-unavailable', errors: [] };
    await expect(nowhere.append('s', some(1), 'no-stream')).rejects.toMatchObject(refused);
    await expect(nowhere.read('s')).rejects.toMatchObject(refused);
    await expect(nowhere.head()).rejects.toMatchObject(refused);
    await expect(everything(nowhere)).rejects.toMatchObject(refused);
    expect(await nowhere.health()).toContain('does not respond');
    await nowhere.close();
    await expect(nowhere.read('s')).rejects.toMatchObject(refused);
  });
});

describe('a reading of the log', () => {
  it('goes on where it was cut off, and where the server hung', async () => {
    for (let at = 0; at < 10; at++) await store.append('s', some(300), at === 0 ? 'no-stream' : at * 300 - 1);
    const read: string[] = [];
    let cuts = 0;
    for await (const batch of store.readAll(START, { batchSize: 500 })) {
      read.push(...places(batch));
      if (++cuts % 2 === 1) standIn.cutConnections();
      else {
        standIn.setFaults({ hanging: true });
        setTimeout(() => standIn.setFaults({ hanging: false }), 900);
      }
    }
    expect(read).toEqual(firstPlaces('s', 3000));
  });

  it('leaves no call open where its reader breaks off', async () => {
    for (let at = 0; at < 10; at++) await store.append('s', some(300), at === 0 ? 'no-stream' : at * 300 - 1);
    for await (const batch of store.readAll(START, { batchSize: 10 })) if (batch.length > 0) break;
    await eventually(() => expect(standIn.state.reading).toBe(0));
  });
});

describe('a subscription', () => {
  const appendedOneByOne = async (stream: string, from: number, to: number) => {
    for (let at = from; at < to; at++) await store.append(stream, some(1), at === 0 ? 'no-stream' : at - 1);
  };

  it('comes back after a restart, a cut and a server that was not ready, with every event once', async () => {
    const { events, errors, subscription } = follow(store, START);
    await appendedOneByOne('s', 0, 20);
    await restart(100);
    await appendedOneByOne('s', 20, 40);
    standIn.cutConnections();
    standIn.setFaults({ notReady: 3 });
    await appendedOneByOne('s', 40, 60);
    await eventually(() => expect(places(events)).toEqual(firstPlaces('s', 60)), { timeout: 10_000 });
    expect(subscription.restarts).toBeGreaterThanOrEqual(2);
    await eventually(async () => expect(await store.health()).toBeNull());
    expect(await store.lag()).toEqual({ handedOver: await store.head(), head: events.at(-1)?.position });
    await subscription.stop();
    expect(errors).toEqual([]);
  });

  it('that was dropped as too slow restarts immediately and reports no problem', async () => {
    const { events, subscription } = follow(store, START);
    await appendedOneByOne('s', 0, 3);
    await eventually(() => expect(events).toHaveLength(3));
    expect(standIn.throwOutSubscribers()).toBe(1);
    await appendedOneByOne('s', 3, 6);
    await eventually(() => expect(places(events)).toEqual(firstPlaces('s', 6)));
    expect(subscription.trouble).toBeNull();
    await subscription.stop();
  });

  it.each(['draining', 'hanging', 'deaf'] as const)(
    'notices a server that is %s, though the connection stays open',
    async (fault) => {
      const { events, errors, subscription } = follow(store, START);
      await appendedOneByOne('s', 0, 3);
      await eventually(() => expect(events).toHaveLength(3));
      standIn.setFaults({ [fault]: true });
      if (fault === 'deaf') {
        await appendedOneByOne('s', 3, 4);
        await eventually(() => expect(subscription.restarts).toBe(1));
      } else {
        await eventually(() => expect(subscription.trouble).not.toBeNull(), { timeout: 3000 });
        expect(await store.health()).not.toBeNull();
      }
      standIn.setFaults({ [fault]: false });
      await appendedOneByOne('s', fault === 'deaf' ? 4 : 3, 6);
      await eventually(() => expect(places(events)).toEqual(firstPlaces('s', 6)));
      await eventually(async () => expect(await store.health()).toBeNull());
      await subscription.stop();
      expect(errors).toEqual([]);
    },
  );

  it('stops amid its attempts to come back', async () => {
    const { subscription, errors } = follow(open({ connectionString: 'esdb://127.0.0.1:1?tls=false' }), START);
    await eventually(() => expect(subscription.trouble).toContain('does not respond'));
    await subscription.stop();
    expect(errors).toEqual([]);
  });

  it('whose handler works while the server dies goes on after what it handed over', async () => {
    let free = (): void => undefined;
    const held = new Promise<void>((resolve) => (free = resolve));
    const { events, subscription } = follow(store, START, () => held);
    await appendedOneByOne('s', 0, 5);
    await restart();
    free();
    await appendedOneByOne('s', 5, 8);
    await eventually(() => expect(places(events)).toEqual(firstPlaces('s', 8)));
    await subscription.stop();
  });
});

it('the stand-in throws out a live consumer that stands still, as the real server does', async () => {
  const client = EventStoreDBClient.connectionString(standIn.connectionString);
  const seen: unknown[] = [];
  const subscription = client.subscribeToAll({ fromPosition: 'end' });
  subscription.on('error', (error) => seen.push((error as { code?: number }).code));
  await new Promise((resolve) => subscription.once('caughtUp', resolve));
  const event = () => jsonEvent({ type: 'T', data: { text: 'x'.repeat(500) } });
  for (let at = 0; at < 30; at++) await client.appendToStream('slow', Array.from({ length: 100 }, event), { credentials: { username: 'x', password: 'x' } }); // prettier-ignore
  subscription.on('data', () => undefined);
  await eventually(() => expect(seen).toEqual([10]));
  await client.dispose();
});

it('the client’s batch mode fails one client’s appends by another’s trouble, which is why appends are single calls', async () => {
  const [one, other] = [0, 1].map(() => EventStoreDBClient.connectionString(standIn.connectionString)) as [
    EventStoreDBClient,
    EventStoreDBClient,
  ];
  const event = () => jsonEvent({ type: 'T', data: {} });
  for (const client of [one, other]) await client.appendToStream(randomUUID(), event());
  standIn.setFaults({ hanging: true });
  const appends = [one, other].map((client) => client.appendToStream(randomUUID(), event()));
  const outcome = Promise.allSettled(appends);
  await new Promise((resolve) => setImmediate(resolve));
  await one.dispose();
  expect((await outcome).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  // A late answer would throw in the other's data handler and end this process.
  standIn.cutConnections();
  await other.dispose();
});
