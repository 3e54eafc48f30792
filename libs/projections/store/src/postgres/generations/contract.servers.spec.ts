import { describeWith } from '@stoa/dev-servers';
import { emptied } from '../../testing/emptied.ts';
import { registryContract } from '../../testing/registry-contract.ts';
import { sample } from '../../testing/sample-model.ts';
import { migrateControl } from '../control/migrate.ts';
import { openPostgres } from '../connecting/pool.ts';
import { PostgresGenerationRegistry } from './postgres-registry.ts';

await describeWith('generations over Postgres', ['postgres'], (servers) => {
  let pool: ReturnType<typeof openPostgres>;
  beforeAll(() => void (pool = openPostgres({ connectionString: servers.postgres.url, applicationName: 'test' })));
  afterAll(() => pool.end());

  registryContract(async (use) => {
    await emptied(pool);
    await migrateControl(pool, servers.postgres.url);
    await use(await PostgresGenerationRegistry.open(pool, [sample]));
  });
});
