import { Refusal, type CopyTarget, type EventStore } from '@stoa/kernel';
import { EventStoreDbEventStore } from './eventstoredb/event-store-db-event-store.ts';
import { MemoryEventStore } from './memory/memory-event-store.ts';

/** A store of the distributed mode: it can be asked whether it is well. */
export interface RemoteEventStore extends EventStore, CopyTarget {
  /** Null, or what is wrong. */
  health(): Promise<string | null>;
}

/** The event store that an address names: `memory:` is one that ends with its process. Opening waits for nothing. Throws validation-failed for what no adapter speaks to. */
export function openEventStore(address: string): RemoteEventStore {
  if (address === 'memory:') return Object.assign(new MemoryEventStore(), { health: async () => null });
  if (/^esdb(?:\+discover)?:/.test(address)) return EventStoreDbEventStore.open({ connectionString: address });
  throw new Refusal('validation-failed', 'No adapter speaks to an event store of this kind.');
}
