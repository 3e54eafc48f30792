import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentials, Metadata } from '@grpc/grpc-js';
import grpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { EventStoreDbStandIn } from './stand-in.ts';
import { appendRequests } from './wire/requests.ts';

const folder = mkdtempSync(join(tmpdir(), 'stoa-stand-in-'));
const file = join(folder, 'events.log');
const single = { credentials: { username: 'x', password: 'x' } };
const event = (n: number) => jsonEvent({ type: 'T', data: { n } });
let standIn: EventStoreDbStandIn;
let client: EventStoreDBClient;
const open = async () => {
  standIn = await EventStoreDbStandIn.start({ folder });
  client = EventStoreDBClient.connectionString(standIn.connectionString);
};
const close = async () => {
  await client.dispose();
  await standIn.stop();
};
const log = async (): Promise<string[]> => {
  const all: string[] = [];
  for await (const { event } of client.readAll())
    if (event && !event.streamId.startsWith('$')) all.push(`${event.streamId}@${event.revision} ${event.position.commit}`);
  return all;
};
beforeEach(open);
afterEach(close);
afterAll(() => rmSync(folder, { recursive: true }));

it('keeps its log over restarts, and cuts off a torn tail but nothing before it', async () => {
  await client.appendToStream('a', [event(1), event(2)], single);
  await client.appendToStream('b', [event(3)], single);
  const before = await log();
  await close();
  appendFileSync(file, Buffer.from([200, 0, 0, 0, 1, 2, 3]));
  await open();
  expect([await log(), standIn.state.torn]).toEqual([before, 7]);
  await close();
  truncateSync(file, statSync(file).size - 5);
  await open();
  expect(await log()).toEqual(before.slice(0, 2));
  await client.appendToStream('b', [event(4)], { ...single, expectedRevision: 'no_stream' });
  const after = await log();
  await close();
  await open();
  expect(await log()).toEqual(after);
});

it('forgets what "any" remembers when it stops, as the real one does, and what a revision says never', async () => {
  const [any, numbered] = [event(1), event(2)];
  await client.appendToStream('any', any, single);
  await client.appendToStream('any', any, single);
  await client.appendToStream('numbered', numbered, { ...single, expectedRevision: 'no_stream' });
  await close();
  await open();
  await client.appendToStream('any', any, single);
  await client.appendToStream('numbered', numbered, { ...single, expectedRevision: 'no_stream' });
  const streams = (await log()).map((line) => line.split(' ')[0]);
  expect(streams.filter((name) => /any|numbered/.test(name ?? ''))).toEqual(['any@0', 'numbered@0', 'any@1']);
});

it('keeps positions over a scavenge, erases what is hidden and begins another chunk', async () => {
  await client.appendToStream('kept', [event(1), event(2)], single);
  await client.appendToStream('gone', [event(1), event(2)], single);
  await client.setStreamMetadata('kept', { maxCount: 1 });
  await client.tombstoneStream('gone');
  const before = (await log()).filter((line) => /kept@1|gone@9/.test(line));
  await standIn.scavenge();
  const after = () => log().then((lines) => lines.filter((line) => /kept|gone/.test(line)));
  expect(await after()).toEqual(before);
  const { position } = await client.appendToStream('next', event(3), single);
  expect(position?.commit).toBeGreaterThanOrEqual(268_435_456n);
  await close();
  await open();
  expect(await after()).toEqual(before);
  await expect(client.appendToStream('gone', event(1), single)).rejects.toMatchObject({ type: 'stream-deleted' });
  await expect(client.appendToStream('kept', event(1), { ...single, expectedRevision: 5n })).rejects.toMatchObject({ actualVersion: 1n }); // prettier-ignore
});

it('writes nothing of an append that broke off: by its deadline, by its caller, by the network, at any moment', async () => {
  const stub = new grpc.StreamsClient(`127.0.0.1:${standIn.port}`, credentials.createInsecure());
  const { events } = standIn.state;
  const options = { options: { streamIdentifier: { streamName: Buffer.from('broken').toString('base64') }, any: {} } };
  const proposed = () => ({ proposedMessage: { id: { string: randomUUID() }, metadataMap: [['type', 'T'], ['content-type', 'application/json']], customMetadata: '', data: 'e30=' } }); // prettier-ignore
  for (let round = 0; round < 900; round++) {
    const [how, size, moment] = [round % 3, [0, 1, 40][Math.floor(round / 3) % 3], round % 7];
    const deadline = Date.now() + (how === 0 ? moment : 5000);
    const call = stub.append(new Metadata(), { deadline }, () => undefined);
    const ended = new Promise((resolve) => call.on('status', resolve));
    call.on('error', () => undefined);
    for (const request of appendRequests([options, ...Array.from({ length: size ?? 0 }, proposed)])) call.write(request);
    for (let turn = 0; turn < 2 * moment; turn++) await new Promise((resolve) => setImmediate(resolve));
    if (how === 1) call.cancel();
    if (how === 2) standIn.cutConnections();
    await ended;
  }
  stub.close();
  await client.appendToStream('after', event(1), single);
  expect(standIn.state.events).toBe(events + 1);
});

it('answers that it lives over HTTP on the same port', async () => {
  const { status } = await fetch(`http://127.0.0.1:${standIn.port}/health/live`);
  expect(status).toBe(204);
});
