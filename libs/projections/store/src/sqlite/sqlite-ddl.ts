import { Sqlite } from '@stoa/sqlite';
import { DataSource } from 'typeorm';
import type { EntityClass, EntityDdl } from '../schema.ts';

const isIndex = (statement: string) => /^CREATE (UNIQUE )?INDEX/.test(statement);

/** The DDL that TypeORM makes of entities on SQLite. */
export async function sqliteDdl(entities: readonly EntityClass[]): Promise<EntityDdl> {
  const source = new DataSource({ type: 'better-sqlite3', driver: Sqlite, database: ':memory:', entities: [...entities] });
  await source.initialize();
  try {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    const statements = upQueries.map(({ query }) => query).filter((query) => /^CREATE /.test(query));
    return {
      tables: statements.filter((statement) => !isIndex(statement)),
      indexes: statements.filter(isIndex),
      metadata: source.entityMetadatas,
      source,
    };
  } finally {
    await source.destroy();
  }
}
