import type { Generation, Projection } from '@stoa/kernel';
import { PostgresGenerationRegistry, migrateControl, openPostgres } from '@stoa/projections-store';
import { describeWith } from '@stoa/dev-servers';
import { asked, faults, rollups } from '@stoa/read-models/testing/asked-analytics';
import { randomQueries } from '@stoa/read-models/testing/random-queries';
import { viewedSite } from '@stoa/read-models/testing/viewed-site';
import { rounds } from '@stoa/testing';

const seeds = Array.from({ length: rounds('STOA_SEEDS', { small: 2, full: 15 }) }, (_, index) => index + 1);

await describeWith('analytics over Postgres', ['postgres'], (servers) => {
  let pool: ReturnType<typeof openPostgres>;
  let registry: PostgresGenerationRegistry;
  beforeAll(async () => {
    pool = openPostgres({ connectionString: servers.postgres.url, applicationName: 'test' });
    await migrateControl(pool, servers.postgres.url);
    registry = await PostgresGenerationRegistry.open(pool, [rollups]);
  });
  afterAll(() => pool.end());
  const kept = async <A>({ name }: Projection, use: (generation: Generation) => Promise<A>): Promise<A> =>
    use(await registry.open(await registry.create(name, 'hash')));

  it.each(seeds)('says what counting the facts one by one says (seed %i)', async (seed) => {
    const site = viewedSite(seed);
    expect(await faults(site, randomQueries(site, seed, 60), { kept })).toEqual([]);
  });

  it.each(seeds)('says what SQLite says, in the same order (seed %i)', async (seed) => {
    const site = viewedSite(seed, 6);
    const queries = randomQueries(site, seed * 3, 30);
    const results = (ask: Parameters<Parameters<typeof asked>[1]>[0]) => Promise.all(queries.map((query) => ask(query)));
    expect(await asked(site, results, { kept })).toEqual(await asked(site, results));
  });
});
