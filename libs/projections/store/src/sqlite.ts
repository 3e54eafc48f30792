// An entry of its own: who keeps generations in files loads no client of Postgres.
export { schemaOf } from './schema.ts';
export { SqliteGeneration } from './sqlite/sqlite-generation.ts';
export { SqliteGenerationRegistry } from './sqlite/sqlite-registry.ts';
export { SqliteHtmlCache, type MarkdownRenderer } from './sqlite/sqlite-html-cache.ts';
export { SqliteRows } from './sqlite/sqlite-rows.ts';
export type { ColumnKind, ColumnShape, ReadModelSchema, TableShape } from './table-shape.ts';
