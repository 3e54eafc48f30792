import { canonicalJson, type Row } from '@stoa/kernel';
import { boundSums } from '../../bound-sums.ts';
import type { TableShape } from '../../table-shape.ts';

type Fields = Record<string, unknown>;

/** Rows as one array a column, as `unnest` takes them. */
export function columnsOf({ columns }: TableShape, rows: readonly Row[]): unknown[][] {
  return columns.map(({ name, kind }) =>
    rows.map((row) => {
      const value = (row as Fields)[name];
      return kind === 'json' ? canonicalJson(value) : (value ?? null);
    }),
  );
}

/** Keys, arrays of their columns' values, as one array a column. */
export const keyColumnsOf = ({ keys }: TableShape, rows: readonly (readonly string[])[]): string[][] =>
  keys.map((_, index) => rows.map((key) => key[index] as string));

/** Turns a stored row into one of the read model, in place. */
export function decoded<R extends Row>({ columns, numbers }: TableShape, stored: Row): R {
  const fields = stored as Fields;
  boundSums(fields, numbers);
  for (const { name, kind } of columns)
    if (kind === 'json') fields[name] = JSON.parse(fields[name] as string);
    else if (typeof fields[name] === 'bigint')
      throw new RangeError(`${fields[name]} is beyond the integers that a read model may hold`);
  return fields as R;
}
