import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@stoa/dev-servers';
import { ServiceProcess } from '@stoa/dev-servers/deployments';
import { EventStoreDbStandIn, selfSigned } from '@stoa/dev-servers/eventstoredb';
import { eventually } from '@stoa/testing';

const WRONG = 'the-wrong-password';
const folder = mkdtempSync(join(tmpdir(), 'stoa-refused-'));
const certificate = selfSigned('localhost');
let standIn: EventStoreDbStandIn;
let service: ServiceProcess;

beforeAll(async () => {
  writeFileSync(join(folder, 'ca.crt'), certificate.cert);
  const user = { name: 'stoa', password: 'the-right-password' };
  standIn = await EventStoreDbStandIn.start({ folder: join(folder, 'store'), host: 'localhost', tls: certificate, user });
});
afterEach(() => service.kill());
afterAll(async () => {
  await standIn.stop();
  rmSync(folder, { recursive: true });
});

describe('a service whose event store does not admit it', () => {
  it.each([
    [
      'the wrong password',
      (ca: string) => `stoa:${WRONG}@localhost:${standIn.port}?tlsCAFile=${ca}`,
      /refused the user or the password/,
    ],
    ['an unknown certificate', () => `stoa:${WRONG}@localhost:${standIn.port}`, /certificate .* is not trusted .* tlsCAFile/],
    ['a dead address', () => `127.0.0.1:${standIn.port}?tls=false`, /127\.0\.0\.1:\d+ does not respond/],
  ])('names %s in /health/ready and in its log, and no password', async (_what, address, cause) => {
    service = new ServiceProcess('answers', 'answers', await freePort(), {
      STOA_EVENTSTORE: `esdb://${address(join(folder, 'ca.crt'))}`,
      STOA_SERVICE_SECRET: 'a secret of these tests',
    });
    service.start();
    let readiness = '';
    await eventually(
      async () => {
        readiness = await (await fetch(`${service.url}/health/ready`)).text();
        expect(readiness).toMatch(cause);
      },
      { timeout: 30_000 },
    );
    await eventually(() => expect(service.said('"waiting"').join()).toMatch(cause));
    expect(`${readiness}${service.tail()}`).not.toContain(WRONG);
  });
});
