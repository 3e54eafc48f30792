import { Refusal, type EventStore } from '@stoa/kernel';
import { MemoryEventStore } from './memory/memory-event-store.ts';

/** The event store that an address names: `memory:` is one that ends with its process. Opening waits for nothing. Throws validation-failed for what no adapter speaks to. */
export function openEventStore(address: string): EventStore {
  if (address === 'memory:') return new MemoryEventStore();
  throw new Refusal('validation-failed', 'No adapter speaks to an event store of this kind.');
}

/** Null, or what is wrong with the store; one that cannot be asked is well. */
export const storeHealth = async (store: EventStore): Promise<string | null> =>
  (await (store as { health?: () => Promise<string | null> }).health?.()) ?? null;
