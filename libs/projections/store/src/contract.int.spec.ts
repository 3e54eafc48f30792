import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GenerationRegistry } from '@stoa/kernel';
import { describeWith } from '@stoa/dev-servers';
import { migrateControl } from './postgres/control/migrate.ts';
import { openPostgres } from './postgres/pool.ts';
import { PostgresGenerationRegistry } from './postgres/postgres-registry.ts';
import { SqliteGenerationRegistry } from './sqlite/sqlite-registry.ts';
import { brokenRegistries } from './testing/broken-registries.ts';
import { clauses } from './testing/contract-suite.ts';
import { emptied } from './testing/emptied.ts';
import { sample } from './testing/sample-model.ts';

type With = (use: (registry: GenerationRegistry) => Promise<void>) => Promise<void>;

function promises(withRegistry: With): void {
  it.each(clauses.map((clause) => [clause.name, clause] as const))('%s', (_name, clause) =>
    withRegistry(async (registry) => expect(await clause.check(registry)).toBeUndefined()),
  );

  it.each(Object.entries(brokenRegistries))('the suite notices when %s', async (_name, broken) => {
    const noticed: string[] = [];
    for (const clause of clauses)
      await withRegistry((registry) => clause.check(broken(registry))).catch(() => noticed.push(clause.name));
    expect(noticed).not.toEqual([]);
    expect(noticed.length).toBeLessThan(clauses.length);
  });
}

describe('generations over SQLite', () =>
  promises(async (use) => {
    const folder = mkdtempSync(join(tmpdir(), 'stoa-registry-'));
    const registry = await SqliteGenerationRegistry.open(folder, [sample]);
    try {
      await use(registry);
    } finally {
      registry.close();
      rmSync(folder, { recursive: true });
    }
  }));

await describeWith('generations over Postgres', ['postgres'], (servers) => {
  let pool: ReturnType<typeof openPostgres>;
  beforeAll(() => void (pool = openPostgres({ connectionString: servers.postgres.url, applicationName: 'test' })));
  afterAll(() => pool.end());

  promises(async (use) => {
    await emptied(pool);
    await migrateControl(pool, servers.postgres.url);
    await use(await PostgresGenerationRegistry.open(pool, [sample]));
  });
});
