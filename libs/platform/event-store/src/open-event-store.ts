import { Refusal, type CopyTarget, type EventStore } from '@stoa/kernel';
import { isConnectionString } from './eventstoredb/connection-string.ts';
import { EventStoreDbEventStore, type EventStoreDbOptions } from './eventstoredb/event-store-db-event-store.ts';
import { MemoryEventStore } from './memory/memory-event-store.ts';

const SUPPORTED = 'esdb://, esdb+discover://, kurrentdb:// and kurrentdb+discover://';

/** A store of the distributed mode, with a health check. */
export interface RemoteEventStore extends EventStore, CopyTarget {
  /** Null, or what is wrong. */
  health(): Promise<string | null>;
}

/** The event store that an address names: `memory:` lives as long as its process. Opening does not connect. Throws validation-failed for an unsupported address. */
export function openEventStore(address: string, options: Pick<EventStoreDbOptions, 'patienceMs'> = {}): RemoteEventStore {
  if (address === 'memory:') return Object.assign(new MemoryEventStore(), { health: async () => null });
  if (isConnectionString(address)) return EventStoreDbEventStore.open({ ...options, connectionString: address });
  throw new Refusal('validation-failed', `This kind of event store address is not supported; supported are ${SUPPORTED}.`);
}
