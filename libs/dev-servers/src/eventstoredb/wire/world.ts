import { randomUUID } from 'node:crypto';
import {
  ANY,
  binaryEvent,
  END,
  type EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  STREAM_EXISTS,
  streamNameFilter,
} from '@eventstore/db-client';

type Client = EventStoreDBClient;

const credentials = { username: 'x', password: 'x' };
const event = (type: string, data: Record<string, string | number> = { a: 1 }, id: string = randomUUID()) =>
  jsonEvent({ id, type, data });
const FIRST = '11111111-1111-4111-8111-111111111111';
const first = () => jsonEvent({ id: FIRST, type: 'T', data: { a: 1 }, metadata: { m: 1 } });
const long = { s: 'x'.repeat(600) };
const METADATA = { maxCount: 5, maxAge: 100, truncateBefore: 1, cacheControl: 9, acl: { readRoles: ['$all'] }, custom: 1 };

/** The stream that most recordings are about: its first `count` events as they were. */
const story = async (client: Client, stream: string, count: number) => {
  const events = [first(), event('A'), event('B'), event('C'), event('A', long), event('B', long)].slice(0, count);
  await client.appendToStream(stream, events, { credentials });
};
const tombstoned = async (client: Client, stream: string) => {
  await client.appendToStream(stream, event('T'), { credentials });
  await client.tombstoneStream(stream);
};
const softDeleted = async (client: Client, stream: string) => {
  await client.appendToStream(stream, [event('T'), event('T')], { credentials });
  await client.deleteStream(stream);
};
const withMetadata = async (client: Client, stream: string) => {
  await softDeleted(client, stream);
  await client.setStreamMetadata(stream, METADATA, { credentials });
};
const nothing = async () => undefined;

type Place = { commit: bigint; prepare: bigint };
interface Scene {
  /** Brings the stream of the recording into the state that it was in. */
  readonly given: (client: Client, stream: string) => Promise<unknown>;
  /** The client's operation that was recorded. */
  readonly when: (client: Client, stream: string, mark: Place) => Promise<unknown>;
}

const taken = async (readable: AsyncIterable<unknown>): Promise<unknown[]> => {
  const all: unknown[] = [];
  for await (const item of readable) all.push(item);
  return all;
};

interface Heard {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'caughtUp', listener: () => void): unknown;
  on(event: 'data', listener: (resolved: { event?: { streamId: string; revision: bigint; type: string } }) => void): unknown;
  unsubscribe(): Promise<void>;
}

/** What a subscription delivered until it was stopped, in the form of the recordings; an error where it failed. */
async function heard(
  client: Client,
  subscription: Heard,
  live: (client: Client) => Promise<void>,
  count: number,
): Promise<unknown[]> {
  const got: unknown[] = [];
  await new Promise<void>((resolve) => {
    subscription.on('error', (error: Error) => resolve(void got.push(error)));
    subscription.on('caughtUp', () => void live(client).then(() => count === 0 && resolve()));
    subscription.on('data', ({ event: e }) => {
      got.push(`${e?.streamId}@${e?.revision} ${e?.type}`);
      if (got.length === count) resolve();
    });
  });
  await subscription.unsubscribe();
  return got;
}

const append =
  (make: () => ReturnType<typeof jsonEvent>[] | ReturnType<typeof binaryEvent>, expectedRevision: bigint | typeof ANY | typeof NO_STREAM | typeof STREAM_EXISTS, single = true, more = {}) =>
  (client: Client, stream: string) => client.appendToStream(stream, make() as never, { expectedRevision, ...(single ? { credentials } : {}), ...more }); // prettier-ignore
const one = () => [event('T')];
const tooLarge = () => binaryEvent({ type: 'T', data: Buffer.alloc(1_048_577) });
const badId = () => [event('T', { a: 1 }, 'zzz')];
const scene = (given: Scene['given'], when: Scene['when']): Scene => ({ given, when });
const storyOf = (count: number) => (client: Client, stream: string) => story(client, stream, count);

/** An event that the recordings of live subscriptions wait for. */
export const LIVE = 'w-ldyi3x-live';
export const live = (stream: string) => async (client: Client) => {
  await client.appendToStream(stream, event('L'), { credentials });
};
const twelve = async (client: Client) => {
  await client.appendToStream(
    'w-noise',
    Array.from({ length: 12 }, () => event('N')),
    { credentials },
  );
};
export const liveOf = (operation: string, stream: string) =>
  operation === 'subscribe-all-filtered' ? twelve : live(operation === 'subscribe-stream' ? stream : LIVE);

/** How each recorded operation came about. */
export const SCENES: Readonly<Record<string, Scene>> = {
  'append-ok': scene(nothing, append(() => [event('A'), event('B')], NO_STREAM)),
  'append-requires-leader': scene(nothing, append(one, ANY, true, { requiresLeader: true })),
  'append-empty': scene(nothing, append(() => [], ANY)),
  'append-bad-uuid': scene(storyOf(6), append(badId, ANY)),
  'append-too-large': scene(storyOf(6), append(tooLarge, ANY)),
  'append-tombstoned': scene(tombstoned, append(one, ANY)),
  'append-conflict-nostream': scene(storyOf(6), append(one, NO_STREAM)),
  'append-conflict-revision': scene(storyOf(6), append(one, 1n)),
  'append-conflict-exists-on-missing': scene(nothing, append(one, STREAM_EXISTS)),
  'batch-append-ok': scene(nothing, append(() => [first()], NO_STREAM, false)),
  'batch-append-ok-3events-any': scene(storyOf(1), append(() => [event('A'), event('B'), event('C')], ANY, false)),
  'batch-append-empty': scene(nothing, append(() => [], ANY, false)),
  'batch-append-bad-uuid': scene(storyOf(4), append(badId, ANY, false)),
  'batch-append-too-large': scene(storyOf(4), append(tooLarge, ANY, false)),
  'batch-append-tombstoned': scene(tombstoned, append(one, ANY, false)),
  'batch-append-conflict-nostream': scene(storyOf(4), append(one, NO_STREAM, false)),
  'batch-append-conflict-revision': scene(storyOf(4), append(one, 1n, false)),
  'batch-append-conflict-exists-on-missing': scene(nothing, append(one, STREAM_EXISTS, false)),
  'batch-append-idempotent-repeat': scene(storyOf(4), append(() => [first()], NO_STREAM, false)),
  'batch-append-two-chunks': scene(storyOf(4), append(() => [event('A', long), event('B', long)], ANY, false, { batchAppendSize: 700 })),
  'delete-ok': scene((c, s) => c.appendToStream(s, [event('T'), event('T')]), (c, s) => c.deleteStream(s, { expectedRevision: 1n })),
  'delete-conflict': scene((c, s) => c.appendToStream(s, [event('T'), event('T')]), (c, s) => c.deleteStream(s, { expectedRevision: 0n })),
  'delete-missing': scene(nothing, (c, s) => c.deleteStream(s)),
  'tombstone-ok': scene((c, s) => c.appendToStream(s, event('T')), (c, s) => c.tombstoneStream(s, { expectedRevision: 0n })),
  'tombstone-again': scene(tombstoned, (c, s) => c.tombstoneStream(s)),
  'tombstone-conflict': scene((c, s) => c.appendToStream(s, event('T')), (c, s) => c.tombstoneStream(s, { expectedRevision: 5n })),
  'set-metadata': scene(softDeleted, (c, s) => c.setStreamMetadata(s, METADATA, { credentials })),
  'get-metadata': scene(withMetadata, (c, s) => c.getStreamMetadata(s)),
  'get-metadata-none': scene(nothing, (c, s) => c.getStreamMetadata(s)),
  'read-stream-forwards': scene(storyOf(6), (c, s) => taken(c.readStream(s, { fromRevision: 0n, maxCount: 2 }))),
  'read-stream-backwards': scene(storyOf(6), (c, s) => taken(c.readStream(s, { direction: 'backwards', fromRevision: END, maxCount: 1 }))),
  'read-stream-beyond-end': scene(storyOf(6), (c, s) => taken(c.readStream(s, { fromRevision: 500n }))),
  'read-stream-forwards-from-end-error': scene(storyOf(6), (c, s) => taken(c.readStream(s, { fromRevision: END }))),
  'read-stream-missing': scene(nothing, (c, s) => taken(c.readStream(s))),
  'read-stream-soft-deleted': scene(softDeleted, (c, s) => taken(c.readStream(s))),
  'read-stream-tombstoned': scene(tombstoned, (c, s) => taken(c.readStream(s))),
  'read-all-forwards': scene(withMetadata, (c, _s, mark) => taken(c.readAll({ fromPosition: mark, maxCount: 2 }))),
  'read-all-backwards': scene(withMetadata, (c) => taken(c.readAll({ direction: 'backwards', fromPosition: END, maxCount: 1 }))),
  'read-all-bad-position': scene(withMetadata, (c, _s, { commit }) => taken(c.readAll({ fromPosition: { commit: commit + 1n, prepare: commit + 1n } }))),
  'subscribe-all-from-position': scene(withMetadata, (c, _s, mark) => heard(c, c.subscribeToAll({ fromPosition: mark }), live(LIVE), 3)),
  'subscribe-all-filtered': scene(withMetadata, (c, _s, mark) =>
    heard(c, c.subscribeToAll({ fromPosition: mark, filter: streamNameFilter({ prefixes: ['w-zz'], maxSearchWindow: 4 }) }), twelve, 0)),
  'subscribe-all-bad-position': scene(withMetadata, (c, _s, { commit }) =>
    heard(c, c.subscribeToAll({ fromPosition: { commit: commit + 1n, prepare: commit + 1n } }), nothing, 1)),
  'subscribe-stream': scene(storyOf(6), (c, s) => heard(c, c.subscribeToStream(s, { fromRevision: 2n }), live(s), 4)),
  'subscribe-stream-tombstoned': scene(tombstoned, (c, s) => heard(c, c.subscribeToStream(s), nothing, 1)),
}; // prettier-ignore

/** The streams that recordings of the whole log were made beside, where the request names none. */
export const DELETED = 'w-9p6gup-d';
