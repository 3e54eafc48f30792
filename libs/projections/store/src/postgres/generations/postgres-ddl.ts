import { DataSource, Table, type TableColumn } from 'typeorm';
import { ConnectionMetadataBuilder } from 'typeorm/connection/ConnectionMetadataBuilder.js';
import { Frozen } from '../../control.entities.ts';
import type { EntityClass, EntityDdl } from '../../schema.ts';

/**
 * The DDL that TypeORM makes of entities on Postgres; it is asked of no server. Names are without a schema: the caller sets the `search_path`.
 * Entities name the types that SQLite has; here they are Postgres's.
 */
export async function postgresDdl(entities: readonly EntityClass[]): Promise<EntityDdl> {
  const source = new DataSource({ type: 'postgres' });
  // Without the validation of DataSource, which knows no `blob` on Postgres.
  const metadata = await new ConnectionMetadataBuilder(source).buildEntityMetadatas([...entities, Frozen]);
  const runner = source.createQueryRunner();
  runner.enableSqlMemory();
  for (const entity of metadata) {
    const table = Table.create(entity, source.driver);
    table.columns.forEach(translate);
    await runner.createTable(table, false, false, true);
  }
  const statements = runner.getMemorySql().upQueries.map(({ query }) => query.trim());
  const isIndex = (statement: string) => /^CREATE (UNIQUE )?INDEX/.test(statement);
  // As connecting would leave it, for queries over these entities.
  Object.assign(source, { entityMetadatas: metadata, entityMetadatasMap: new Map(metadata.map((one) => [one.target, one])) });
  return { tables: statements.filter((one) => !isIndex(one)), indexes: statements.filter(isIndex), metadata, source };
}

/** Integers are those that JavaScript can hold. Text sorts by its UTF-8 bytes, as on SQLite; JSON is canonical text, so that a dump has the bytes that were written. */
function translate(column: TableColumn): void {
  if (column.type === 'integer') column.type = 'bigint';
  if (column.type === 'blob') column.type = 'bytea';
  if (column.type === 'text') column.collation = 'C';
}

/** The same statement where the table or index may be there already. */
export const ifNotExists = (statement: string): string =>
  statement.replace(/^CREATE (UNIQUE )?(INDEX|TABLE)/, 'CREATE $1$2 IF NOT EXISTS');
