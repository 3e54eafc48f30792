export type { Database, Statement } from 'better-sqlite3';
export * from './durable-file.ts';
export * from './group-commit.ts';
export { Sqlite } from './sqlite.ts';
