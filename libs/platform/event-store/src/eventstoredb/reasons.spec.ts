import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDbStandIn, selfSigned } from '@stoa/dev-servers/eventstoredb';
import { operatorsReason, Refusal } from '@stoa/kernel';
import { openEventStore, type RemoteEventStore } from '../index.ts';

const PASSWORD = 'the-right-one';
const WRONG = 'the-wrong-one';
const folder = mkdtempSync(join(tmpdir(), 'stoa-reasons-'));
const ca = join(folder, 'ca.crt');
const certificate = selfSigned('localhost');
let standIn: EventStoreDbStandIn;
let store: RemoteEventStore | undefined;

beforeAll(async () => {
  writeFileSync(ca, certificate.cert);
  const user = { name: 'stoa', password: PASSWORD };
  standIn = await EventStoreDbStandIn.start({ folder: join(folder, 'store'), host: 'localhost', tls: certificate, user });
});
afterAll(async () => {
  await standIn.stop();
  rmSync(folder, { recursive: true });
});
afterEach(async () => {
  await store?.close();
  store = undefined;
});

/** How a store at this address refuses: the reason for operators and the sentence for clients. */
async function refused(address: string): Promise<{ reason: string | undefined; error: Refusal; health: string | null }> {
  store = openEventStore(address, { patienceMs: 200 });
  const error = await store.head().then(
    () => Promise.reject(new Error('It was not refused')),
    (thrown: Refusal) => thrown,
  );
  return { reason: operatorsReason(error), error, health: await store.health() };
}
const address = (password: string, query = `?tlsCAFile=${ca}`) => `esdb://stoa:${password}@localhost:${standIn.port}${query}`;

describe('why EventStoreDB cannot be used', () => {
  it('is admitted with the right user and the certificate of the CA', async () => {
    store = openEventStore(address(PASSWORD));
    expect([await store.head(), await store.health()]).toEqual(['', null]);
  });

  it('refused credentials are named, and not tried again', async () => {
    const { reason, error, health } = await refused(address(WRONG));
    expect(reason).toBe(`EventStoreDB at localhost:${standIn.port} refused the user or the password of the connection string.`);
    expect(health).toBe(reason);
    expect(error).toMatchObject({ code: 'storage-unavailable', message: expect.not.stringContaining('in time') });
    expect(standIn.refusedCalls).toBe(2); // one of `head`, one of `health`
  });

  it('a certificate that is not trusted is named, with the setting that names its CA', async () => {
    const { reason, health } = await refused(address(PASSWORD, ''));
    expect(reason).toMatch(
      /^The certificate of EventStoreDB at localhost:\d+ is not trusted \(self-signed certificate\); tlsCAFile /,
    );
    expect(health).toBe(reason);
  });

  it('an address where nothing listens is named', async () => {
    const { port, server } = await listening();
    await new Promise((resolve) => server.close(resolve));
    const { reason, health } = await refused(`esdb://127.0.0.1:${port}?tls=false`);
    expect(reason).toMatch(`EventStoreDB at 127.0.0.1:${port} does not respond: connect ECONNREFUSED 127.0.0.1:${port}.`);
    expect(health).toBe(reason);
  });

  it('is for operators: clients are told no address, and nobody a password', async () => {
    for (const wrong of [address(WRONG), address(WRONG, '')]) {
      const { error, reason, health } = await refused(wrong);
      expect(`${error.message}${reason}${health}`).not.toContain(WRONG);
      expect(error.message).not.toContain('localhost');
      await store?.close();
    }
  });

  it.each(['esdb', 'kurrentdb'])('%s:// is the same store', async (scheme) => {
    store = openEventStore(address(PASSWORD).replace('esdb', scheme));
    expect(await store.health()).toBeNull();
  });

  it('kurrentdb+discover:// is esdb+discover://', async () => {
    const { port, server } = await listening();
    await new Promise((resolve) => server.close(resolve));
    const reasons = [];
    for (const scheme of ['esdb+discover', 'kurrentdb+discover']) {
      reasons.push((await refused(`${scheme}://127.0.0.1:${port}?tls=false&maxDiscoverAttempts=1`)).reason);
      await store?.close();
    }
    expect(reasons[1]).toBe(reasons[0]);
    expect(reasons[0]).toContain(`127.0.0.1:${port}`);
  });

  it.each([
    ['postgres://stoa:hidden@db/stoa', /esdb:\/\/, esdb\+discover:\/\/, kurrentdb:\/\/ and kurrentdb\+discover:\/\//],
    ['esdb://stoa:hid/den@db', /malformed.*percent-encoded/],
    ['esdb://stoa:hid@den@db', /malformed.*percent-encoded/],
    ['esdb://stoa:hid%den@db', /percent-encoded/],
    ['esdb://db:2113', /must name a user/],
    ['esdb://stoa:hidden@db?tls=perhaps', /not known/],
    ['esdb://stoa:hidden@db?tlsCAFile=/nowhere/ca.crt', /\/nowhere\/ca.crt/],
  ])('%s is refused with what is wrong, without its password', (wrong, sentence) => {
    const open = () => openEventStore(wrong);
    expect(open).toThrow(Refusal);
    expect(open).toThrow(sentence);
    expect(open).not.toThrow(/hid/);
  });
});

async function listening(): Promise<{ port: number; server: Server }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, server };
}
