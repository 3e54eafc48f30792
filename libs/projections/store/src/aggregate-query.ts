import { MOST_SUM, type Aggregate, type TextRange } from '@stoa/kernel';
import { Brackets } from 'typeorm';
import type { TableShape } from './table-shape.ts';

type Values = unknown[];

type Condition = string | boolean | readonly string[] | TextRange;

/** SQL by what it was made for: a dashboard asks for a hundred aggregates, and making the SQL of one takes as long as running it. */
const made = new WeakMap<TableShape, Map<string, string>>();
const MOST_MADE = 1000;

/**
 * SQL of an aggregate, with its values, by TypeORM's query builder over the entity: one code for both engines. `schema`: where the table is,
 * if not where the connection looks. Names reach SQL only from the shape, never from a caller.
 */
export function aggregateQuery(shape: TableShape, query: Aggregate, schema?: string): [sql: string, values: Values] {
  const where = conditionsOf(query);
  const conditions = where.map(([name, wanted]) => [name, kindOf(wanted)]);
  const key = JSON.stringify([schema, { ...query, where: conditions }]);
  const known = made.get(shape) ?? new Map<string, string>();
  made.set(shape, known);
  let sql = known.get(key);
  if (sql === undefined) {
    sql = sqlOf(shape, query as Aggregate<Record<string, unknown>>, where, schema);
    if (known.size >= MOST_MADE) known.clear();
    known.set(key, sql);
  }
  return [sql, where.flatMap(([, wanted]) => valuesOf(wanted))];
}

const conditionsOf = ({ where = {} }: Aggregate): [string, Condition][] =>
  Object.entries<Condition | undefined>(where).flatMap(([name, wanted]) =>
    wanted === undefined ? [] : [[name, isList(wanted) ? padded(wanted) : wanted]],
  );

/** The values of a condition in the order in which SQL names them. */
const valuesOf = (wanted: Condition): readonly string[] =>
  typeof wanted === 'boolean'
    ? []
    : typeof wanted === 'string'
      ? [wanted]
      : isList(wanted)
        ? wanted
        : [wanted.from, wanted.before].filter((edge) => edge !== undefined);

const kindOf = (wanted: Condition) =>
  typeof wanted === 'boolean'
    ? wanted
    : typeof wanted === 'string'
      ? '='
      : isList(wanted)
        ? wanted.length
        : [wanted.from !== undefined, wanted.before !== undefined];

function sqlOf(
  shape: TableShape,
  { groupBy = [], sums, someOf = [], counted, order = [], limit, offset }: Aggregate<Record<string, unknown>>,
  where: readonly [string, Condition][],
  schema: string | undefined,
): string {
  const text = (name: string) => checked(shape, name, 'text');
  const sum = (name: string) => `COALESCE(SUM(t.${checked(shape, name, 'integer')}), 0)`;
  const builder = shape.select();
  const { mainAlias } = builder.expressionMap;
  if (schema !== undefined && mainAlias) mainAlias.tablePath = `${schema}.${shape.table}`;
  builder.select([]);
  for (const name of groupBy) builder.addSelect(`t.${text(name)}`, name).addGroupBy(`t.${name}`);
  // Both engines have a least of two numbers, under different names.
  const most = (name: string) => `CASE WHEN ${sum(name)} > ${MOST_SUM} THEN ${MOST_SUM} ELSE ${sum(name)} END`;
  for (const name of sums) builder.addSelect(`CAST(${most(name)} AS bigint)`, name);
  if (counted) builder.addSelect('COUNT(*) OVER ()', 'groups');
  for (const name of someOf) builder.orHaving(`${sum(name)} <> 0`);
  where.forEach(([name, wanted], index) => {
    // SQLite's driver binds no booleans; both engines know the words.
    if (typeof wanted === 'boolean') {
      builder.andWhere(`t.${checked(shape, name, 'boolean')} = ${wanted ? 'TRUE' : 'FALSE'}`);
      return;
    }
    const [column, value] = [`t.${text(name)}`, `v${index}`];
    if (typeof wanted === 'string') builder.andWhere(`${column} = :${value}`, { [value]: wanted });
    else if (isList(wanted)) builder.andWhere(wanted.length > 0 ? `${column} IN (:...${value})` : '1 = 0', { [value]: wanted });
    else
      builder.andWhere(
        new Brackets((range) => {
          range.where('1 = 1');
          if (wanted.from !== undefined) range.andWhere(`${column} >= :${value}f`, { [`${value}f`]: wanted.from });
          if (wanted.before !== undefined) range.andWhere(`${column} < :${value}b`, { [`${value}b`]: wanted.before });
        }),
      );
  });
  for (const term of order) {
    const name = term.replace(/^-/, '');
    if (![...groupBy, ...sums].includes(name)) throw new Error(`The result has no column ${name} to order by`);
    builder.addOrderBy(`"${name}"`, term.startsWith('-') ? 'DESC' : 'ASC');
  }
  if (limit !== undefined) builder.limit(limit);
  if (offset !== undefined) builder.offset(offset);
  return builder.getQueryAndParameters()[0];
}

/** Lists of like lengths make one statement: each is prepared once. */
const padded = (list: readonly string[]): readonly string[] =>
  Array.from({ length: 2 ** Math.ceil(Math.log2(list.length)) }, (_, index) => list[index] ?? list[0]!);

const isList = (wanted: Condition | undefined): wanted is readonly string[] => Array.isArray(wanted);

function checked(shape: TableShape, name: string, kind: 'text' | 'integer' | 'boolean'): string {
  const column = shape.columns.find((candidate) => candidate.name === name);
  if (column?.kind !== kind) throw new Error(`The table ${shape.name} has no column ${name} of kind ${kind}`);
  return name;
}
