import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { selfSigned } from '@stoa/dev-servers/eventstoredb';
import { openPostgres, postgresHealth } from './pool.ts';

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

  it('is not where its CA is unknown, and says so', async () =>
    expect(await healthAt('localhost', 'sslmode=verify-full')).toEqual({
      health: expect.stringContaining('self-signed certificate'),
      trusted: false,
    }));

  it('is not where its certificate is for another host, and no password is shown', async () => {
    const { port } = server.address() as AddressInfo;
    const { health, trusted: spoken } = await healthAt('127.0.0.1', `sslmode=verify-full&sslrootcert=${ca}`);
    expect([health, spoken]).toEqual([expect.stringContaining('does not match'), false]);
    expect(health).toContain(`Postgres does not respond at 127.0.0.1:${port}: `);
    expect(health).not.toContain('hunter2');
  });
});
