import { DataSource } from 'typeorm';
import { describeWith } from '@stoa/dev-servers';
import { emptied } from '../../testing/emptied.ts';
import * as entities from './control.entities.ts';
import { PostgresControl } from './postgres-control.ts';

await describeWith('Control tables', ['postgres'], (servers) => {
  let control: PostgresControl;
  beforeEach(async () => {
    control = new PostgresControl({ connectionString: servers.postgres.url, applicationName: 'test' });
    await emptied(control.pool);
    await control.prepare();
  });
  afterEach(() => control.close());

  /** What TypeORM would have to do to make the tables those of the entities. */
  const differences = async (): Promise<string[]> => {
    const source = new DataSource({
      type: 'postgres',
      url: servers.postgres.url,
      schema: 'stoa',
      entities: Object.values(entities),
      metadataTableName: 'typeorm_metadata',
    });
    await source.initialize();
    try {
      return (await source.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);
    } finally {
      await source.destroy();
    }
  };

  it('are those of the entities, by all migrations together', async () => expect(await differences()).toEqual([]));

  it.each([
    ['a column that an entity lacks', 'ALTER TABLE stoa.lease ADD COLUMN more text NOT NULL'],
    ['a column that an entity has', 'ALTER TABLE stoa.trouble DROP COLUMN reason'],
    ['another type', 'ALTER TABLE stoa.generation ALTER COLUMN number TYPE integer'],
    ['a missing index', 'DROP INDEX stoa.one_rebuild'],
    ['another default', 'ALTER TABLE stoa.rebuild ALTER COLUMN requested_at DROP DEFAULT'],
  ])('the comparison notices %s', async (_what, change) => {
    await control.pool.query(change);
    expect(await differences()).not.toEqual([]);
  });
});
