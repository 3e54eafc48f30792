import { PASSED_OVER } from '@stoa/kernel';
import type { ColumnKind, ReadModelSchema, TableShape } from '../table-shape.ts';

/** Text sorts by its UTF-8 bytes, as on SQLite; JSON is canonical text, so that a dump has the bytes that were written. */
const TYPES: Record<ColumnKind, string> = {
  text: 'text COLLATE "C"',
  integer: 'bigint',
  boolean: 'boolean',
  json: 'text COLLATE "C"',
};

/** A column's type as the element of an array parameter. */
export const arrayType = (kind: ColumnKind): string =>
  kind === 'integer' ? 'bigint[]' : kind === 'boolean' ? 'boolean[]' : 'text[]';

/** Statements that make a generation's schema with all its tables, secondary indexes excepted. */
export function generationDdl(schema: string, { tables }: ReadModelSchema): string[] {
  const at = `"${schema}"`;
  return [
    `CREATE SCHEMA ${at}`,
    ...[...tables.values()].map((shape) => tableDdl(at, shape)),
    `CREATE TABLE ${at}.checkpoint (partition text COLLATE "C" PRIMARY KEY, position text COLLATE "C" NOT NULL)`,
    `CREATE TABLE ${at}.dirty (key text COLLATE "C" PRIMARY KEY, version text NOT NULL, lazy boolean NOT NULL)`,
    ...lateTablesDdl(schema),
    `CREATE TABLE ${at}.document (key text COLLATE "C" PRIMARY KEY, etag text NOT NULL, beside text, body bytea NOT NULL)`,
    `CREATE TABLE ${at}.frozen (since timestamptz NOT NULL DEFAULT clock_timestamp())`,
  ];
}

/** Tables that a generation from before lacks. */
export const lateTablesDdl = (schema: string): string[] => [
  `CREATE TABLE IF NOT EXISTS "${schema}".outdated (key text COLLATE "C" PRIMARY KEY)`,
  `CREATE TABLE IF NOT EXISTS "${schema}".built_by (hash text COLLATE "C" PRIMARY KEY)`,
  `CREATE TABLE IF NOT EXISTS "${schema}"."${PASSED_OVER}" (type text COLLATE "C" PRIMARY KEY, events bigint NOT NULL)`,
];

function tableDdl(at: string, { table, columns, keys }: TableShape): string {
  const defined = columns.map(({ name, kind, nullable }) => `"${name}" ${TYPES[kind]}${nullable ? '' : ' NOT NULL'}`);
  return `CREATE TABLE ${at}."${table}" (${defined.join(', ')}, PRIMARY KEY (${keys.map((key) => `"${key}"`).join(', ')}))`;
}

/** Secondary indexes, as TypeORM names them; made once. */
export const indexDdl = ({ createIndexes }: ReadModelSchema): string[] =>
  createIndexes.map((statement) => statement.replace(/^CREATE (UNIQUE )?INDEX/, 'CREATE $1INDEX IF NOT EXISTS'));
