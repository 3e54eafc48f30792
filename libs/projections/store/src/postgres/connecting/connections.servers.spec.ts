import { FaultProxy, eventually } from '@stoa/testing';
import { describeWith } from '@stoa/dev-servers';
import { openPostgres } from './pool.ts';
import { inTransaction } from './transaction.ts';

await describeWith('Connections to Postgres', ['postgres'], (servers) => {
  let proxy: FaultProxy;
  beforeAll(async () => {
    const { hostname, port } = new URL(servers.postgres.url);
    proxy = await FaultProxy.to({ host: hostname, port: Number(port) });
  });
  afterAll(() => proxy?.close());

  it('that break between two statements fail what uses them, and nothing else', async () => {
    const troubles: string[] = [];
    const pool = openPostgres({
      connectionString: servers.postgres.url.replace(new URL(servers.postgres.url).host, `127.0.0.1:${proxy.port}`),
      applicationName: 'a test',
      onTrouble: (error) => troubles.push(String(error)),
    });
    try {
      const cut = inTransaction(pool, 'BEGIN', async (client) => {
        proxy.set('cut');
        await eventually(() => expect(troubles).not.toEqual([]));
        await client.query('SELECT 1');
      });
      await expect(cut).rejects.toThrow();
      proxy.set('flow');
      expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    } finally {
      await pool.end();
    }
  });
});
