export { MemoryEventStore } from './memory/memory-event-store.ts';
export { openEventStore, storeHealth } from './open-event-store.ts';
export { SqliteEventStore } from './sqlite/sqlite-event-store.ts';
