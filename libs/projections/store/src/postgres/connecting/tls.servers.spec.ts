import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificateAuthority, localPostgres, selfSigned, type PostgresServer } from '@stoa/dev-servers';
import { patient } from '@stoa/testing';
import type pg from 'pg';
import { connectAlone, openPostgres, postgresHealth } from './pool.ts';

const HOST = '127.0.0.1';
const folder = mkdtempSync(join(tmpdir(), 'stoa-postgres-tls-'));
const file = (name: string) => join(folder, name);
const authority = certificateAuthority('The CA of a test');
writeFileSync(file('ca.crt'), authority.cert);
writeFileSync(file('other.crt'), selfSigned(HOST).cert);
const tls = { certificate: authority.issue(HOST), caFile: file('ca.crt') };
const source = await localPostgres({ tls }).catch((error: Error) => error.message);
const whyNot = typeof source === 'string' ? source : '';

afterAll(() => rmSync(folder, { recursive: true, force: true }));

(whyNot ? describe.skip : describe)(`a Postgres with TLS ${whyNot}`, () => {
  let server: PostgresServer;
  const pools: pg.Pool[] = [];
  beforeAll(async () => {
    if (typeof source !== 'string') server = await source.start();
  }, patient(120_000));
  afterEach(async () => {
    await Promise.all(pools.splice(0).map((pool) => pool.end()));
  });
  afterAll(async () => {
    await server?.stop();
  });

  function poolAt(host: string, parameters: Record<string, string>): pg.Pool {
    const url = new URL(server.url);
    url.hostname = host;
    url.search = '';
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    const pool = openPostgres({ connectionString: url.href, applicationName: 'a test' });
    pools.push(pool);
    return pool;
  }
  const isEncrypted = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()';

  it('is spoken to through it where its CA is named, by the pool and by a connection of its own', async () => {
    const pool = poolAt(HOST, { sslmode: 'verify-full', sslrootcert: file('ca.crt') });
    expect(await postgresHealth(pool)).toBeNull();
    expect((await pool.query(isEncrypted)).rows).toEqual([{ ssl: true }]);
    const alone = await connectAlone(pool);
    expect((await alone.query(isEncrypted)).rows).toEqual([{ ssl: true }]);
    await alone.end();
  });

  it('says that it asks for TLS where it is spoken to in the clear', async () => {
    expect(await postgresHealth(poolAt(HOST, {}))).toContain('sslmode=verify-full in STOA_POSTGRES connects over TLS');
  });

  it.each([
    ['another CA', { sslrootcert: 'other.crt' }, 'sslrootcert in STOA_POSTGRES names the certificate of its CA'],
    ['no CA', {}, 'sslrootcert in STOA_POSTGRES names the certificate of its CA'],
    ['a file that is not there', { sslrootcert: 'missing.crt' }, 'A file that STOA_POSTGRES names cannot be read'],
  ])('is refused with %s, and the cause names the setting', async (_what, { sslrootcert }: { sslrootcert?: string }, cause) => {
    const pool = poolAt(HOST, { sslmode: 'verify-full', ...(sslrootcert && { sslrootcert: file(sslrootcert) }) });
    const health = await postgresHealth(pool);
    expect(health).toContain(cause);
    expect(health).not.toContain(`${new URL(server.url).password}@`);
    await expect(connectAlone(pool)).rejects.toThrow();
  });

  it('is refused under a host that its certificate does not name', async () => {
    const pool = poolAt('localhost', { sslmode: 'verify-full', sslrootcert: file('ca.crt') });
    expect(await postgresHealth(pool)).toContain('STOA_POSTGRES names the host as the certificate does');
  });
});
