import { MemoryEventStore } from '@stoa/event-store';
import * as stores from '@stoa/event-store/testing/stores';
import { importStackExchange, type ImportReport } from '@stoa/imports-stack-exchange';
import { answer, question, user, vote, writeDump, type Tables } from '@stoa/imports-stack-exchange/testing/synthetic-dump';
import type { EventStore } from '@stoa/kernel';
import { rmSync } from 'node:fs';
import { inProcessGateway } from './testing/in-process-gateway.ts';

type Into = Parameters<typeof importStackExchange>[0]['into'];

const ways: Record<string, (store: EventStore) => Into> = {
  'into a store': (store) => ({ store }),
  'through a gateway': (store) => ({ gateway: inProcessGateway(store) }),
};

const people = [user(1, 'Ada'), user(2, 'Ben')];
const first: Tables = {
  Users: people,
  Posts: [question(1, { ViewCount: 5 }), question(3, { ViewCount: 7 }), question(4, { ViewCount: 2 }), answer(2, 1)],
  Votes: [vote(7, 2, 2), vote(8, 1, 2)],
};
/** Views have grown, fallen to nothing, and gone with their question; a vote is turned, one is gone. */
const later: Tables = {
  ...first,
  Posts: [question(1, { ViewCount: 9, Title: 'Another title' }), question(3, { ViewCount: 0 }), answer(2, 1)],
  Votes: [vote(7, 2, 3)],
};

async function imported(into: Into, tables: Tables): Promise<ImportReport> {
  const folder = writeDump(tables);
  try {
    return await importStackExchange({ folder, into, source: 'site' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function typesOf(store: EventStore): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { type } of await stores.everything(store)) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}
const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((total, count) => total + count, 0);

describe.each(Object.entries(ways))('the report of a dump, %s', (_way, into) => {
  it('names every event that the log got of it, by type', async () => {
    const store = new MemoryEventStore();
    const one = await imported(into(store), first);
    expect(one.eventsByType).toEqual(await typesOf(store));
    expect(one.eventsAppended).toBe(sum(await typesOf(store)));

    const before = await typesOf(store);
    const other = await imported(into(store), later);
    const after = await typesOf(store);
    expect(other.eventsAppended).toBe(sum(after) - sum(before));
    expect(other.eventsAppended + other.eventsAlreadyThere).toBe(sum(other.eventsByType));
    const written = Object.entries(after).filter(([type, count]) => count > (before[type] ?? 0));
    expect(written.map(([type]) => type)).toContain('ViewsTakenBack.v1');
    for (const [type, count] of written) {
      const named = other.eventsByType[type] ?? 0;
      const news = count - (before[type] ?? 0);
      // What begins a stream that an earlier dump began is named too, and counted as already there.
      expect({ type, named: type.startsWith('Views') ? named : Math.min(named, news) }).toEqual({ type, named: news });
    }
  });
});

it('is the same of both ways', async () => {
  const reports = await Promise.all(
    Object.values(ways).map(async (into) => {
      const store = new MemoryEventStore();
      await imported(into(store), first);
      const { seconds: _, peakBytes: __, ...report } = await imported(into(store), later);
      return report;
    }),
  );
  expect(reports[1]).toEqual(reports[0]);
});
