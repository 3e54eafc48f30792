export { schemaOf } from './schema.ts';
export { SqliteGeneration } from './sqlite/sqlite-generation.ts';
export { SqliteGenerationRegistry } from './sqlite/sqlite-registry.ts';
export { SqliteHtmlCache, type MarkdownRenderer } from './sqlite/sqlite-html-cache.ts';
export { SqliteRows } from './sqlite/sqlite-rows.ts';
export type { ColumnKind, ColumnShape, ReadModelSchema, TableShape } from './table-shape.ts';
export * from './postgres/index.ts';
