import { describeWith } from '@stoa/dev-servers';
import { emptied } from '../../testing/emptied.ts';
import { PostgresControl } from './postgres-control.ts';

await describeWith('Rates of members', ['postgres'], (servers) => {
  let gateways: PostgresControl[];
  beforeEach(async () => {
    gateways = [1, 2].map((name) => new PostgresControl({ connectionString: servers.postgres.url, applicationName: `${name}` }));
    await emptied(gateways[0]!.pool);
    await gateways[0]!.prepare();
  });
  afterEach(() => Promise.all(gateways.map((gateway) => gateway.close())));
  const limiters = () => gateways.map((gateway) => gateway.limiter({ keyPrefix: 'writes', points: 10, duration: 60 }));

  it('are counted by all gateways together', async () => {
    const [one, other] = limiters();
    const taken = await Promise.allSettled(Array.from({ length: 30 }, (_, nth) => (nth % 2 ? one! : other!).consume('a-member')));
    expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    await expect(other!.consume('another-member')).resolves.toMatchObject({ remainingPoints: 9 });
  });

  it('are counted by each gateway for itself while Postgres cannot be used', async () => {
    const [one] = limiters();
    await gateways[0]!.pool.query('ALTER TABLE stoa.rate_limit RENAME TO gone');
    const taken = await Promise.allSettled(Array.from({ length: 12 }, () => one!.consume('a-member')));
    expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  });
});
