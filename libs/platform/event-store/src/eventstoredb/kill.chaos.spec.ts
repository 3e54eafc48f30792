import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { START, type RecordedEvent } from '@stoa/kernel';
import { eventually, patient, rounds } from '@stoa/testing';
import { everything } from '../testing/stores.ts';
import { StandInProcess } from '@stoa/dev-servers/eventstoredb';
import { EventStoreDbEventStore } from '../index.ts';
import { newEvent } from '../testing/contract-suite.ts';
import { REAL_SERVER } from '../testing/eventstoredb-server.ts';
import { firstPlaces, follow, places } from '../testing/followed.ts';

if (REAL_SERVER) console.warn('ON THE STAND-IN ONLY: kills; a real server may not be ours to kill');

const KILLS = rounds('STOA_STORE_KILLS', { small: 6, full: 20 });
const WRITERS = 12;

const folder = mkdtempSync(join(tmpdir(), 'stoa-es-kill-'));
const server = new StandInProcess(folder);
beforeAll(() => server.start());
afterAll(async () => {
  await server.signal('SIGCONT');
  await server.signal('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** What is wrong with what was read: acknowledged ids that are not there, ids that stand twice, and places out of order. */
function faults(events: readonly RecordedEvent[], acknowledged: ReadonlySet<string>) {
  const counts = new Map<string, number>();
  const next = new Map<string, number>();
  const misplaced: string[] = [];
  let before = START;
  for (const { id, stream, revision, position } of events) {
    counts.set(id, (counts.get(id) ?? 0) + 1);
    if (revision !== (next.get(stream) ?? 0) || position <= before) misplaced.push(`${stream}@${revision}`);
    next.set(stream, revision + 1);
    before = position;
  }
  const lost = [...acknowledged].filter((id) => !counts.has(id));
  return { lost, doubled: [...counts].filter(([, count]) => count > 1).map(([id]) => id), misplaced };
}
const NONE = { lost: [], doubled: [], misplaced: [] };

it(
  `nothing acknowledged is lost and nothing comes twice in ${KILLS} kills amid appends and a subscription`,
  async () => {
    const store = EventStoreDbEventStore.open({
      connectionString: server.connectionString,
      prefix: 'kill/',
      patienceMs: patient(60_000),
    });
    const followed = follow(store, START);
    const acknowledged = new Set<string>();
    let writing = true;
    const write = async (writer: number) => {
      for (let revision = -1; writing;) {
        const events = Array.from({ length: writer % 3 === 0 ? 3 : 1 }, () => newEvent(randomUUID()));
        const appended = await store.append(`w${writer}`, events, revision < 0 ? 'no-stream' : revision);
        expect(appended.revision).toBe(revision + events.length);
        revision = appended.revision;
        for (const { id } of events) acknowledged.add(id);
      }
    };
    const writers = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
    let before = 0;
    for (let round = 0; round < KILLS; round++) {
      await eventually(() => expect(acknowledged.size).toBeGreaterThan(before + 40), { timeout: 20_000 });
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 200));
      await server.signal('SIGKILL');
      before = acknowledged.size;
      await server.start();
    }
    writing = false;
    await writers;
    const log = await everything(store);
    await eventually(() => expect(followed.events).toHaveLength(log.length), { timeout: 20_000 });
    console.log(`${KILLS} kills: ${acknowledged.size} events acknowledged, ${log.length} found, ${followed.subscription.restarts} subscriptions`); // prettier-ignore
    expect(acknowledged.size).toBeGreaterThan(KILLS);
    expect(faults(log, acknowledged)).toEqual(NONE);
    expect(faults(followed.events, acknowledged)).toEqual(NONE);
    // Several kills may happen before the next check.
    expect(followed.subscription.restarts).toBeGreaterThan(0);
    await store.close();
    expect(followed.errors).toEqual([]);
  },
  patient(120_000 + KILLS * 30_000),
);

it('a server that is frozen is noticed, and thawed again', async () => {
  const store = EventStoreDbEventStore.open({ connectionString: server.connectionString, prefix: 'frozen/' });
  const { events, subscription } = follow(store, START);
  await store.append('s', [newEvent(randomUUID())], 'no-stream');
  await eventually(() => expect(events).toHaveLength(1));
  await server.signal('SIGSTOP');
  const begun = performance.now();
  expect(await store.health()).toContain('does not respond');
  await eventually(() => expect(subscription.trouble).not.toBeNull(), { timeout: 10_000 });
  const noticed = performance.now() - begun;
  const append = store.append('s', [newEvent(randomUUID())], 0);
  await server.signal('SIGCONT');
  expect(await append).toMatchObject({ revision: 1 });
  await eventually(() => expect(places(events)).toEqual(firstPlaces('s', 2)), { timeout: 10_000 });
  await eventually(async () => expect(await store.health()).toBeNull(), { timeout: 10_000 });
  await store.close();
  console.log(`the frozen server was noticed after ${Math.round(noticed)} ms`);
});

it('the check notices what is lost, doubled or misplaced', async () => {
  const store = EventStoreDbEventStore.open({ connectionString: server.connectionString, prefix: 'check/' });
  await store.append('s', [newEvent('1'), newEvent('2'), newEvent('3')], 'no-stream');
  const events = await everything(store);
  await store.close();
  const ids = new Set(events.map(({ id }) => id));
  expect(faults(events, ids)).toEqual(NONE);
  expect(faults(events.slice(0, 2), ids).lost).toHaveLength(1);
  expect(faults([...events, ...events.slice(2)], ids).doubled).toHaveLength(1);
  expect(
    faults(
      [events[1], events[0]].filter((event) => event !== undefined),
      new Set(),
    ).misplaced,
  ).not.toEqual([]);
});
