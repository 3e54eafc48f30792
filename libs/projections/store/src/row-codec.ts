import { canonicalJson, type Row } from '@stoa/kernel';
import { boundSums } from './bound-sums.ts';
import type { ColumnShape, TableShape } from './table-shape.ts';

type Stored = string | number | bigint | null | Uint8Array;
type Fields = Record<string, unknown>;

/** Between a row of a read model and what SQLite stores: booleans are 0 and 1, JSON is canonical text. */
export class RowCodec {
  private readonly decoded: readonly ColumnShape[];

  constructor(private readonly shape: TableShape) {
    this.decoded = shape.columns.filter(({ kind }) => kind === 'boolean' || kind === 'json');
  }

  /** The values of all columns, in the shape's order. */
  encode(row: Row): Stored[] {
    return this.shape.columns.map(({ name, kind }) => encodeValue((row as Fields)[name], kind));
  }

  /** Turns a stored row into one of the read model, in place. */
  decode<R extends Row>(stored: Row): R {
    const fields = stored as Fields;
    boundSums(fields, this.shape.numbers);
    for (const { name, kind } of this.decoded) {
      const value = fields[name];
      fields[name] = kind === 'boolean' ? value === 1 : JSON.parse(value as string);
    }
    return fields as R;
  }
}

function encodeValue(value: unknown, kind: ColumnShape['kind']): Stored {
  if (kind === 'boolean') return value ? 1 : 0;
  if (kind === 'json') return canonicalJson(value);
  return (value ?? null) as Stored;
}
