export { EventStoreDbEventStore, type EventStoreDbOptions } from './eventstoredb/event-store-db-event-store.ts';
export { MemoryEventStore } from './memory/memory-event-store.ts';
export { openEventStore, type RemoteEventStore } from './open-event-store.ts';
export { checkLog, type FoundDamage, type LogCheck, type LogFindings } from './sqlite/check-log.ts';
export { LogDamaged } from './sqlite/log-damaged.ts';
export type { QuickCheck } from './sqlite/quick-check.ts';
export { sealEventFile, type Sealed } from './sqlite/seal-rows.ts';
export { SqliteEventStore, type SqliteEventStoreOptions } from './sqlite/sqlite-event-store.ts';
