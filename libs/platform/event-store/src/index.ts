export { EventStoreDbEventStore, type EventStoreDbOptions } from './eventstoredb/event-store-db-event-store.ts';
export { MemoryEventStore } from './memory/memory-event-store.ts';
export { openEventStore, type RemoteEventStore } from './open-event-store.ts';
export * from './sqlite.ts';
