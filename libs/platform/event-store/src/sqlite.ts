// An entry of its own: who opens a data folder loads no client of EventStoreDB.
export { checkLog, type FoundDamage, type LogCheck, type LogFindings } from './sqlite/check-log.ts';
export { LogDamaged } from './sqlite/log-damaged.ts';
export type { QuickCheck } from './sqlite/quick-check.ts';
export { sealEventFile, type Sealed } from './sqlite/seal-rows.ts';
export { SqliteEventStore, type SqliteEventStoreOptions } from './sqlite/sqlite-event-store.ts';
