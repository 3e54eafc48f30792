import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StandInProcess } from '@stoa/dev-servers/eventstoredb';
import { eventually } from '@stoa/testing';
import { inProcess, stoa } from './testing/program.ts';
import { writeSmallDump } from './testing/small-dump.ts';

const folder = mkdtempSync(join(tmpdir(), 'stoa-copy-outage-'));
const data = join(folder, 'data');
let server: StandInProcess;
let name = 0;

beforeAll(async () => {
  writeSmallDump(join(folder, 'dump'), 12);
  expect(await inProcess(['import', 'stackexchange', join(folder, 'dump'), '--data-dir', data])).toMatchObject({ code: 0 });
});
beforeEach(async () => {
  server = new StandInProcess(join(folder, `store-${name++}`));
  await server.start();
});
afterEach(() => server.signal('SIGKILL'));
afterAll(() => rmSync(folder, { recursive: true }));

const held = async (): Promise<number> => {
  const response = await fetch(`http://127.0.0.1:${server.port}/info`);
  return ((await response.json()) as { events: number }).events;
};
const copied = async () => {
  const { code, out, err } = await inProcess(['events', 'copy', '--data-dir', data, '--to', server.connectionString, '--json']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as { held: number; copied: number; events: number };
};
const line = () => new RegExp(`^stoa: EventStoreDB at 127\\.0\\.0\\.1:${server.port} does not respond: [^\\n]+\\n$`);

describe('events copy and an EventStoreDB that is not there', () => {
  it.each(['--to', '--from'])('ends %s it with 2 and one line that names address and cause', async (direction) => {
    await server.signal('SIGKILL');
    const other = direction === '--to' ? [] : ['--to', join(folder, 'never')];
    const ended = await stoa(['events', 'copy', '--data-dir', data, direction, server.connectionString, ...other, '--wait', '1']);
    expect(ended).toEqual({ code: 2, out: '', err: expect.stringMatching(line()) });
    expect(ended.err).toContain('ECONNREFUSED');
  });

  it('waits for it, and goes on when it comes', async () => {
    await server.signal('SIGKILL');
    let attempts = 0;
    const door = createServer((socket) => {
      attempts++;
      socket.on('error', () => undefined).destroy();
    });
    await new Promise<void>((resolve) => door.listen(server.port, '127.0.0.1', resolve));
    const { port } = door.address() as AddressInfo;
    const ended = stoa(['events', 'copy', '--data-dir', data, '--to', `esdb://127.0.0.1:${port}?tls=false`, '--wait', '60']);
    await eventually(() => expect(attempts).toBeGreaterThan(1), { timeout: 30_000 });
    await new Promise((resolve) => door.close(resolve));
    await server.start();
    expect(await ended).toMatchObject({ code: 0 });
    expect(await copied()).toMatchObject({ copied: 0 });
  });

  describe('since it died meanwhile', () => {
    const begun = async (wait: string) => {
      await server.setFaults({ delayMs: 30 });
      const ended = stoa(['events', 'copy', '--data-dir', data, '--to', server.connectionString, '--wait', wait]);
      await eventually(async () => expect(await held()).toBeGreaterThan(5), { timeout: 30_000 });
      await server.signal('SIGKILL');
      return ended;
    };

    it('ends with 2 and one line that names address and cause', async () => {
      expect(await begun('1')).toEqual({ code: 2, out: '', err: expect.stringMatching(line()) });
    });

    it('goes on where it stopped when it comes back', async () => {
      const ended = begun('60');
      await eventually(() => expect(server.isRunning).toBe(false), { timeout: 30_000 });
      await server.start();
      expect(await ended).toMatchObject({ code: 0 });
      const again = await copied();
      expect(again).toMatchObject({ copied: 0, held: again.events });
    });
  });
});
