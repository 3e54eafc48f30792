import type BetterSqlite from 'better-sqlite3';

/** The first version of Node-API for which better-sqlite3's present line is built; Node 22.14 has it, Node 20 has not. */
const PRESENT_LINE = 10;

/**
 * better-sqlite3 in the line that this Node can load: 13 (Node-API, ready-made), else 12, which newer Nodes must not load: its objects end
 * the process when they are collected under Node 24.19 and newer.
 */
export const Sqlite: typeof BetterSqlite = (
  (await import(Number(process.versions.napi) >= PRESENT_LINE ? 'better-sqlite3-13' : 'better-sqlite3')) as {
    default: typeof BetterSqlite;
  }
).default;
