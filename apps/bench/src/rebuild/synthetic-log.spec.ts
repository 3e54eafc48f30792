import { MemoryEventStore } from '@stoa/event-store';
import { appendSyntheticLog } from './synthetic-log.ts';

it('a synthetic log is appended whole to a store whose calls overtake each other', async () => {
  const store = new MemoryEventStore();
  const append = store.append.bind(store);
  let calls = 0;
  store.append = async (...call: Parameters<typeof append>) => {
    for (let turns = (7 * calls++) % 11; turns > 0; turns--) await new Promise(setImmediate);
    return append(...call);
  };
  const counts = await appendSyntheticLog(store, 3_000, () => undefined);
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(3_000);
  expect(Number(await store.head())).toBe(3_000);
});
