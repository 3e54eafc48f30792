import type { Aggregate } from '@stoa/kernel';
import { Brackets } from 'typeorm';
import type { TableShape } from './table-shape.ts';

type Values = unknown[];

/**
 * SQL of an aggregate, with its values, by TypeORM's query builder over the entity: one code for both engines. `schema`: where the table is,
 * if not where the connection looks. Names reach SQL only from the shape, never from a caller.
 */
export function aggregateQuery(shape: TableShape, query: Aggregate, schema?: string): [sql: string, values: Values] {
  const {
    where = {},
    groupBy = [],
    sums,
    someOf = [],
    counted,
    order = [],
    limit,
    offset,
  } = query as Aggregate<Record<string, unknown>>;
  const text = (name: string) => checked(shape, name, 'text');
  const sum = (name: string) => `COALESCE(SUM(t.${checked(shape, name, 'integer')}), 0)`;
  const builder = shape.select();
  const { mainAlias } = builder.expressionMap;
  if (schema !== undefined && mainAlias) mainAlias.tablePath = `${schema}.${shape.table}`;
  builder.select([]);
  for (const name of groupBy) builder.addSelect(`t.${text(name)}`, name).addGroupBy(`t.${name}`);
  for (const name of sums) builder.addSelect(`CAST(${sum(name)} AS bigint)`, name);
  if (counted) builder.addSelect('COUNT(*) OVER ()', 'groups');
  for (const name of someOf) builder.orHaving(`${sum(name)} <> 0`);
  Object.entries(where).forEach(([name, wanted], index) => {
    const [column, value] = [`t.${text(name)}`, `v${index}`];
    if (wanted === undefined) return;
    if (typeof wanted === 'string') builder.andWhere(`${column} = :${value}`, { [value]: wanted });
    else if (isList(wanted))
      builder.andWhere(wanted.length > 0 ? `${column} IN (:...${value})` : '1 = 0', { [value]: padded(wanted) });
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
  return builder.getQueryAndParameters() as [string, Values];
}

/** Lists of like lengths make one statement: each is prepared once. */
const padded = (list: readonly string[]): readonly string[] =>
  Array.from({ length: 2 ** Math.ceil(Math.log2(list.length)) }, (_, index) => list[index] ?? list[0]!);

const isList = (wanted: object): wanted is readonly string[] => Array.isArray(wanted);

function checked(shape: TableShape, name: string, kind: 'text' | 'integer'): string {
  const column = shape.columns.find((candidate) => candidate.name === name);
  if (column?.kind !== kind) throw new Error(`The table ${shape.name} has no column ${name} of kind ${kind}`);
  return name;
}
