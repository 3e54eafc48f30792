import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localPostgres, type PostgresServer } from '@stoa/dev-servers';
import { selfSigned } from '@stoa/dev-servers/eventstoredb';
import { patient } from '@stoa/testing';
import type pg from 'pg';
import { connectAlone, openPostgres, postgresHealth } from './pool.ts';

const certificate = selfSigned('localhost');
const source = await localPostgres({ tls: certificate }).catch((error: Error) => error.message);
const whyNot = typeof source === 'string' ? source : '';

(whyNot ? describe.skip : describe)(`a Postgres that offers TLS ${whyNot}`, () => {
  let folder: string;
  let server: PostgresServer;
  const pools: pg.Pool[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'stoa-postgres-tls-'));
    writeFileSync(join(folder, 'ca.crt'), certificate.cert);
    writeFileSync(join(folder, 'other.crt'), selfSigned('localhost').cert);
    if (typeof source !== 'string') server = await source.start();
  }, patient(120_000));
  afterEach(async () => {
    await Promise.all(pools.splice(0).map((pool) => pool.end()));
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function poolAt(host: string, parameters: Record<string, string>): pg.Pool {
    const url = new URL(server.url);
    url.hostname = host;
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    const pool = openPostgres({ connectionString: url.href, applicationName: 'a test' });
    pools.push(pool);
    return pool;
  }
  const file = (name: string) => join(folder, name);
  const isEncrypted = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()';

  it('is spoken to through it where its CA is named, by the pool and by a connection of its own', async () => {
    const pool = poolAt('localhost', { sslmode: 'verify-full', sslrootcert: file('ca.crt') });
    expect(await postgresHealth(pool)).toBeNull();
    expect((await pool.query(isEncrypted)).rows).toEqual([{ ssl: true }]);
    const alone = await connectAlone(pool);
    expect((await alone.query(isEncrypted)).rows).toEqual([{ ssl: true }]);
    await alone.end();
  });

  it('is spoken to in the clear where nothing else is asked for', async () => {
    expect((await poolAt('127.0.0.1', {}).query(isEncrypted)).rows).toEqual([{ ssl: false }]);
  });

  it.each([
    [
      'another CA',
      { sslrootcert: 'other.crt' },
      'sslrootcert in STOA_POSTGRES must name the file with the certificate of its CA',
    ],
    ['no CA', {}, 'sslrootcert in STOA_POSTGRES must name the file with the certificate of its CA'],
    [
      'a file that is not there',
      { sslrootcert: 'missing.crt' },
      'the file that sslrootcert in STOA_POSTGRES names cannot be read',
    ],
  ])('is refused with %s, and the cause names the setting', async (_what, { sslrootcert }: { sslrootcert?: string }, cause) => {
    const pool = poolAt('localhost', { sslmode: 'verify-full', ...(sslrootcert && { sslrootcert: file(sslrootcert) }) });
    const health = await postgresHealth(pool);
    expect(health).toContain(cause);
    expect(health).not.toContain(new URL(server.url).password + '@');
    await expect(connectAlone(pool)).rejects.toThrow();
  });

  it('is refused under a host that its certificate does not name', async () => {
    const pool = poolAt('127.0.0.1', { sslmode: 'verify-full', sslrootcert: file('ca.crt') });
    expect(await postgresHealth(pool)).toContain('the host in STOA_POSTGRES must be one that its certificate names');
  });
});
