import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/** What a value of a column is, and so how it is stored and dumped. */
export type ColumnKind = 'text' | 'integer' | 'boolean' | 'json';

export interface ColumnShape {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly key: boolean;
  readonly nullable: boolean;
}

/** A table as the engine sees it, taken from its entity's metadata. */
export interface TableShape {
  /** The name in the projection's declaration. */
  readonly name: string;
  /** The name in the database. */
  readonly table: string;
  readonly columns: readonly ColumnShape[];
  readonly keys: readonly string[];
  /** The integers of an order-free table. */
  readonly numbers: readonly string[];
  readonly group?: string;
  /** A new query of the table, under the alias `t`. */
  select(): SelectQueryBuilder<ObjectLiteral>;
}

/** All that a generation is created from: shapes, and DDL made by TypeORM from the entities. */
export interface ReadModelSchema {
  readonly projection: string;
  readonly tables: ReadonlyMap<string, TableShape>;
  readonly createTables: readonly string[];
  /** Those of `createTables` that were added later: a generation from before lacks them. */
  readonly lateTables: readonly { readonly name: string; readonly create: string }[];
  /** Secondary indexes that queries need; built after a replay. */
  readonly createIndexes: readonly string[];
}
