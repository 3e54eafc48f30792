import { PASSED_OVER, sums, type Projection, type Table } from '@stoa/kernel';
import type { DataSource, EntityMetadata } from 'typeorm';
import {
  BuiltBy,
  Checkpoint,
  CheckpointEvent,
  Dirty,
  Document,
  Outdated,
  PassedOverEvents,
  SetAsideDocument,
} from './control.entities.ts';
import { sqliteDdl } from './sqlite/sqlite-ddl.ts';
import type { ColumnKind, ColumnShape, ReadModelSchema, TableShape } from './table-shape.ts';

/** Tables that generations did not always have. */
export const LATE_TABLES = ['outdated', 'built_by', PASSED_OVER, 'checkpoint_event', 'set_aside'];

const CONTROL = [Checkpoint, CheckpointEvent, Dirty, SetAsideDocument, Outdated, BuiltBy, Document];

export type EntityClass = new () => object;

/** What TypeORM makes of entities for one engine; secondary indexes apart from tables, since a replay builds them at its end. */
export interface EntityDdl {
  readonly tables: readonly string[];
  readonly indexes: readonly string[];
  readonly metadata: readonly EntityMetadata[];
  /** What makes queries over the entities. It is connected to nothing. */
  readonly source: DataSource;
}
export type DdlOf = (entities: readonly EntityClass[]) => Promise<EntityDdl>;

/** Shapes and DDL of a read model, on SQLite by default. Throws for a column kind that the closed list does not have. */
export async function schemaOf(
  projection: Pick<Projection, 'name' | 'tables'>,
  ddlOf: DdlOf = sqliteDdl,
): Promise<ReadModelSchema> {
  const written = { ...projection.tables, [PASSED_OVER]: sums(PassedOverEvents) };
  const entities = Object.values(written).map((table) => table.entity as EntityClass);
  const { tables, indexes, metadata, source } = await ddlOf([...entities, ...CONTROL]);
  const shapes = Object.entries(written).map(([name, table]) => {
    const found = metadata.find((candidate) => candidate.target === table.entity);
    if (!found) throw new Error(`${projection.name}.${name} is no entity`);
    return [name, shapeOf(name, table, found, source)] as const;
  });
  const lateTables = LATE_TABLES.map((name) => ({ name, create: tables.find((create) => create.includes(`"${name}"`))! }));
  return { projection: projection.name, tables: new Map(shapes), createTables: tables, lateTables, createIndexes: indexes };
}

function shapeOf(name: string, table: Table, metadata: EntityMetadata, source: DataSource): TableShape {
  const columns: ColumnShape[] = metadata.columns.map((column) => ({
    name: column.propertyName,
    kind: kindOf(column.type, `${metadata.tableName}.${column.propertyName}`),
    key: column.isPrimary,
    nullable: column.isNullable,
  }));
  const numbers = table.kind === 'sums' ? columns.filter((column) => !column.key) : [];
  const wrong = numbers.find((column) => column.kind !== 'integer');
  if (wrong) throw new Error(`${name}.${wrong.name} cannot be added up`);
  const group = table.kind === 'keyed' ? table.group : undefined;
  const keys = columns.filter((column) => column.key).map((column) => column.name);
  return {
    name,
    table: metadata.tableName,
    columns,
    keys,
    numbers: numbers.map((column) => column.name),
    ...(group ? { group } : {}),
    select: () => source.createQueryBuilder(table.entity as EntityClass, 't'),
  };
}

function kindOf(type: unknown, column: string): ColumnKind {
  switch (type) {
    case 'text':
    case 'integer':
    case 'boolean':
      return type;
    case 'simple-json':
      return 'json';
    default:
      throw new Error(`${column} is of type ${String(type)}: not a column kind of a read model`);
  }
}
