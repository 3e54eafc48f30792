import { MemoryEventStore } from '@stoa/event-store';
import { importStackExchange, type ImportReport } from '@stoa/imports-stack-exchange';
import { writeDump, type Tables } from '@stoa/imports-stack-exchange/testing/synthetic-dump';
import type { EventStore } from '@stoa/kernel';
import { rounds } from '@stoa/testing';
import fc from 'fast-check';
import { rmSync } from 'node:fs';
import { inProcessGateway } from './testing/in-process-gateway.ts';
import { pagesAndBoards } from './testing/pages-and-boards.ts';
import { changed, emptySite, tablesOf, type Change, type Site } from './testing/small-site.ts';

type Into = Parameters<typeof importStackExchange>[0]['into'];

async function importInto(into: Into, tables: Tables): Promise<ImportReport> {
  const folder = writeDump(tables);
  try {
    return await importStackExchange({ folder, into, source: 'site' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function alone(tables: Tables) {
  const store = new MemoryEventStore();
  await importInto({ store }, tables);
  return pagesAndBoards(store);
}

/** Lets `count` appends through and fails all later ones, as a process does that was killed. */
function dyingAfter(count: number, store: EventStore): EventStore {
  let appends = 0;
  const dying = Object.create(store) as EventStore;
  dying.append = (...append) => (appends++ < count ? store.append(...append) : Promise.reject(new Error('killed')));
  return dying;
}

const ways: Record<string, (store: EventStore) => Into> = {
  'into a store': (store) => ({ store }),
  'through a gateway': (store) => ({ gateway: inProcessGateway(store) }),
};
const numbers = (max: number) => fc.array(fc.tuple(fc.nat(999), fc.nat(999), fc.nat(999)), { minLength: 1, maxLength: max });
const dumps = fc.tuple(numbers(40), numbers(12), fc.boolean(), fc.boolean(), fc.nat(60));
const first = (changes: readonly Change[]) => changed(emptySite(), [[0, 0, 1], [0, 0, 2], [1, 0, 3], [2, 0, 1], ...changes]);

describe.each(Object.entries(ways))('a later dump of the same site, %s', (way, into) => {
  const small = way === 'into a store' ? 25 : 8;

  it('ends in the pages and boards of that dump alone, whatever came before and wherever it was killed', () =>
    fc.assert(
      fc.asyncProperty(dumps, async ([before, between, hadHistory, hasHistory, kill]) => {
        const site: Site = first(before);
        const [d1, d2] = [tablesOf(site, hadHistory), tablesOf(changed(site, between), hasHistory)];
        const store = new MemoryEventStore();
        await importInto(into(store), d1);
        await importInto(into(dyingAfter(kill, store)), d2).catch((error: unknown) => expect(String(error)).toContain('killed'));
        await importInto(into(store), d2);
        expect(await pagesAndBoards(store)).toEqual(await alone(d2));
        const head = await store.head();
        expect((await importInto(into(store), d2)).eventsAppended).toBe(0);
        expect(await store.head()).toBe(head);
        await importInto(into(store), d1);
        expect(await pagesAndBoards(store)).toEqual(await alone(d1));
      }),
      {
        numRuns: rounds('STOA_LATER_DUMPS', { small, full: 400 }),
        // Nothing but views differs.
        examples: [[[[[0, 0, 0]], [[7, 0, 0]], false, false, 0]], [[[[7, 0, 0]], [[7, 0, 9]], false, false, 0]]],
      },
    ));
});
