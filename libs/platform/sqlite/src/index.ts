export type { Database, Statement } from 'better-sqlite3';
export * from './durable-file.ts';
export * from './group-commit.ts';
export { LastWrite } from './last-write.ts';
export { UnusableFile, namingFile } from './naming-file.ts';
export { fileProblems, pageProblems } from './page-problems.ts';
export { Sqlite } from './sqlite.ts';
