import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { describeWithCorpus } from '@stoa/testing';
import { EventStoreDbStandIn } from './stand-in.ts';
import { kindOf, recordedExchange, recordingsIn, type RecordedCall, type Recording } from './wire/recording.ts';
import { Replay } from './wire/replay.ts';
import { DELETED, liveOf, SCENES } from './wire/world.ts';

/** What the stand-in does not offer, and our adapter does not call. */
const NOT_OFFERED: Readonly<Record<string, string>> = {
  'gossip-discovery': 'one host is never asked for its cluster',
  'persistent-consume': 'no persistent subscriptions',
  'persistent-create': 'no persistent subscriptions',
  'persistent-create-again': 'no persistent subscriptions',
  'persistent-delete': 'no persistent subscriptions',
  'persistent-info': 'no persistent subscriptions',
  'persistent-missing': 'no persistent subscriptions',
  'read-stream-resolved-link': 'no links',
};
const table: string[] = [];

const streamOf = ({ request }: RecordedCall): string => {
  const [{ options } = {}] = request as { options?: { streamIdentifier?: { streamName: string }; stream?: { streamIdentifier: { streamName: string } } } }[]; // prettier-ignore
  const name = (options?.streamIdentifier ?? options?.stream?.streamIdentifier)?.streamName;
  const stream = name ? Buffer.from(name, 'base64').toString() : DELETED;
  return stream.startsWith('$$') ? stream.slice(2) : stream;
};

/** A stand-in in the state of the recording, and the position from which its readings of the whole log began. */
async function staged({ operation, calls }: Recording) {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-wire-'));
  const standIn = await EventStoreDbStandIn.start({ folder });
  const client = EventStoreDBClient.connectionString(standIn.connectionString);
  const stream = streamOf(calls[0] as RecordedCall);
  await SCENES[operation]?.given(client, stream);
  let commit = 0n;
  for await (const { event } of client.readAll()) if (event?.streamId === `$$${stream}`) commit ||= event.position.commit;
  const stop = async () => {
    await client.dispose();
    await standIn.stop();
    rmSync(folder, { recursive: true });
  };
  return { standIn, client, stream, mark: { commit, prepare: commit }, stop };
}

const errorOf = (error: unknown) => {
  const { name, type, code, message, streamName, expectedVersion, actualVersion, maxAppendSize } = error as Record<
    string,
    unknown
  >;
  const shown = { class: (error as Error).constructor.name, name, type, code, message, streamName, expectedVersion, actualVersion, maxAppendSize }; // prettier-ignore
  return kindOf(shown);
};
const resultOf = (value: unknown): unknown =>
  kindOf(Array.isArray(value) ? value.map((item) => (item instanceof Error || (item as Error)?.message !== undefined ? errorOf(item) : item)) : value); // prettier-ignore

describeWithCorpus('the stand-in against a real server’s recorded exchanges', 'eventstoredb-wire', (folder) => {
  const all = recordingsIn(folder);
  const replayed = all.filter(({ operation }) => SCENES[operation]);
  afterAll(() => console.log(table.join('\n')));

  it('knows every recording, or says why not', () => {
    for (const [operation, why] of Object.entries(NOT_OFFERED)) table.push(`not offered  ${operation}: ${why}`);
    const known = [...replayed.map(({ operation }) => operation), ...Object.keys(NOT_OFFERED), 'server-features'];
    expect(known.sort()).toEqual(all.map(({ operation }) => operation).sort());
  });

  for (const recording of replayed) {
    it(`${recording.operation}: the same over the wire`, async () => {
      const { standIn, client, stream, mark, stop } = await staged(recording);
      const recordedMark = /"commitPosition":"(\d+)"/.exec(JSON.stringify(recording.calls[0]?.request))?.[1] ?? '0';
      const off = recording.operation.endsWith('bad-position') ? 1n : 0n;
      const position = (text: string) => String(mark.commit + BigInt(text) - BigInt(recordedMark) + off);
      const replay = new Replay(`127.0.0.1:${standIn.port}`, position, () => liveOf(recording.operation, stream)(client));
      const recorded = recording.calls[0] as RecordedCall;
      const got = await replay.call(recorded);
      await replay.close();
      await stop();
      const wanted = recordedExchange(recorded);
      expect(kindOf(got)).toEqual(kindOf(wanted));
      table.push(`same         ${recording.operation}: ${wanted.received.length} received, status ${wanted.code}`);
    });

    it(`${recording.operation}: the client makes the same of it`, async () => {
      const { client, stream, mark, stop } = await staged(recording);
      const outcome = await SCENES[recording.operation]?.when(client, stream, mark).then(
        (result) => ({ result: resultOf(result) }),
        (error: unknown) => ({ error: errorOf(error) }),
      );
      await stop();
      const { result, error } = recording;
      expect(outcome).toEqual(error ? { error: kindOf(error) } : { result: kindOf(result) });
    });
  }

  it.each([
    ['another status', { code: 2 }],
    ['another trailer', { trailers: { exception: 'other' } }],
    ['another order', { received: ['recv:msg', 'recv:headers', 'recv:status'] }],
    ['another revision', { responses: [{ success: { currentRevision: '2' } }] }],
    ['a missing message', { responses: [] }],
  ])('notices %s', (_what, difference) => {
    const order = ['send:msg', 'recv:headers', 'recv:msg', 'recv:status'];
    const exchange = recordedExchange({
      method: '',
      request: [],
      response: [{ success: { currentRevision: '1', position: { commitPosition: '7' } } }],
      order,
      status: { code: 0, details: '', trailers: {} },
    });
    expect(kindOf({ ...exchange, ...difference })).not.toEqual(kindOf(exchange));
  });

  it('server-features: what is offered is offered as the real server says it', async () => {
    const recorded = all.find(({ operation }) => operation === 'server-features')?.calls[0]?.response[0] as {
      methodsList: unknown[];
      eventStoreServerVersion: string;
    };
    const { supportedMethods } = await import('./features.ts');
    const { methodsList, eventStoreServerVersion } = supportedMethods().toObject();
    expect(eventStoreServerVersion).toBe(recorded.eventStoreServerVersion);
    expect(recorded.methodsList).toEqual(expect.arrayContaining(methodsList));
    table.push(`subset       server-features: ${methodsList.length} of ${recorded.methodsList.length} methods`);
  });
});
