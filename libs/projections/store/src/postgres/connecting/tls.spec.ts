import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { certificateAuthority, selfSigned } from '@stoa/dev-servers';
import { openPostgres, postgresHealth } from './pool.ts';
import { unavailableReason } from './unavailable-reason.ts';

const folder = mkdtempSync(join(tmpdir(), 'stoa-postgres-tls-'));
const certificate = selfSigned('localhost');
const ca = join(folder, 'ca.crt');
const sockets = new Set<Socket>();
let server: Server;
/** Connections on which a client accepted the certificate and began to speak. */
let trusted = 0;

/** Agrees to TLS as Postgres does, and hangs up on what the client sends through it. */
beforeAll(async () => {
  writeFileSync(ca, certificate.cert);
  server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.once('data', () => {
      socket.write('S');
      const secured = new TLSSocket(socket, { isServer: true, ...certificate });
      secured.on('error', () => undefined);
      secured.once('data', () => {
        trusted++;
        secured.destroy();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

async function healthAt(host: string, query: string): Promise<{ health: string | null; trusted: boolean }> {
  const { port } = server.address() as AddressInfo;
  const pool = openPostgres({
    connectionString: `postgres://stoa:hunter2@${host}:${port}/stoa?${query}`,
    applicationName: 'a test',
  });
  const before = trusted;
  try {
    return { health: await postgresHealth(pool), trusted: trusted > before };
  } finally {
    await pool.end();
  }
}

describe('Postgres over TLS, sslmode=verify-full', () => {
  it('is spoken to where the CA of its certificate is named', async () =>
    expect(await healthAt('localhost', `sslmode=verify-full&sslrootcert=${ca}`)).toMatchObject({ trusted: true }));

  it('is not where its CA is unknown, and the setting is named', async () => {
    const other = join(folder, 'other.crt');
    writeFileSync(other, certificateAuthority('Another').cert);
    for (const query of ['sslmode=verify-full', `sslmode=verify-full&sslrootcert=${other}`])
      expect(await healthAt('localhost', query)).toEqual({
        health: expect.stringMatching(
          /^The certificate of Postgres at localhost:\d+ is not trusted \(.*certificate.*\); sslrootcert in STOA_POSTGRES /,
        ),
        trusted: false,
      });
  });

  it('is not where its certificate is for another host, and no password is shown', async () => {
    const { health, trusted: spoken } = await healthAt('127.0.0.1', `sslmode=verify-full&sslrootcert=${ca}`);
    expect([health, spoken]).toEqual([expect.stringContaining('does not match'), false]);
    expect(health).toMatch(/^The certificate of Postgres at 127\.0\.0\.1:\d+ is for other hosts .*STOA_POSTGRES/);
    expect(health).not.toContain('hunter2');
  });

  it('is not where the file of its CA is missing, which is named', async () =>
    expect(await healthAt('localhost', 'sslmode=verify-full&sslrootcert=/nowhere/ca.crt')).toEqual({
      health: expect.stringMatching(/^A file that STOA_POSTGRES names cannot be read \(.*\/nowhere\/ca\.crt/),
      trusted: false,
    }));
});

describe('what Postgres refuses', () => {
  it.each([
    [
      'a password',
      '28P01',
      'password authentication failed for user "stoa"',
      /^Postgres at db:5432 refused the user or the password of STOA_POSTGRES\.$/,
    ],
    [
      'a connection in the clear',
      '28000',
      'no pg_hba.conf entry for host "10.0.0.1", user "stoa", database "stoa", no encryption',
      /no encryption\): sslmode=verify-full in STOA_POSTGRES/,
    ],
    ['TLS', undefined, 'The server does not support SSL connections', /^Postgres at db:5432 does not speak TLS, which sslmode/],
    [
      'nobody, and is unavailable',
      'ECONNREFUSED',
      'connect ECONNREFUSED',
      /^Postgres does not respond at db:5432: connect ECONNREFUSED$/,
    ],
  ])('is said with the setting: %s', (_what, code, message, sentence) => {
    const error = Object.assign(new Error(message), { code });
    expect(unavailableReason(error, 'db:5432')).toMatch(sentence);
    expect(unavailableReason(new Error('The read store is unavailable', { cause: error }), 'db:5432')).toMatch(sentence);
  });
});
