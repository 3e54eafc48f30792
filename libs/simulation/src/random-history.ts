import { MemoryEventStore } from '@stoa/event-store';
import type { RecordedEvent } from '@stoa/kernel';
import { everything } from '@stoa/event-store/testing/stores';
import { seeded } from '@stoa/testing';
import { startContexts } from './contexts.ts';
import { simulate } from './simulate.ts';

/**
 * A log of at least `size` events that real commands left, over three years and a little, some of them back-dated. The same seed
 * gives the same log, which is why `recordedAt` is the time of occurrence here.
 */
export async function randomHistory(seed: number, size: number): Promise<RecordedEvent[]> {
  const store = new MemoryEventStore();
  const contexts = await startContexts(store);
  try {
    await simulate(store, seeded(seed), size, (command) => contexts.execute(command));
    return (await everything(store)).map((event) => ({ ...event, recordedAt: event.occurredAt }));
  } finally {
    await contexts.close();
  }
}
