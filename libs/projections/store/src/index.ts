export * from './sqlite.ts';
export * from './postgres/index.ts';
