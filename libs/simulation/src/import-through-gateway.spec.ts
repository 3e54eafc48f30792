import { AnswerPublished, ViewsImported, newestTypeOf } from '@stoa/contracts';
import { MemoryEventStore } from '@stoa/event-store';
import { importStackExchange, type ImportGateway } from '@stoa/imports-stack-exchange';
import type { EventStore, RecordedEvent } from '@stoa/kernel';
import * as stores from '@stoa/event-store/testing/stores';
import * as t from '@stoa/testing';
import { rmSync } from 'node:fs';
import { answer, day, history, question, user, vote, writeDump } from '@stoa/imports-stack-exchange/testing/synthetic-dump';
import { inProcessGateway } from './testing/in-process-gateway.ts';

const POSTS = 80;
const ids = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
/** Equal titles and names, edits by known and unknown people, retags, closings, anonymous authors, accepted answers, votes. */
const folder = writeDump({
  Posts: ids(POSTS).flatMap((id) => [
    question(id, {
      Title: `Plan ${id % 7}`,
      CreationDate: day(1 + (id % 9)),
      Tags: `<t${id % 11}><t${id % 5}>`,
      AcceptedAnswerId: POSTS + id,
      OwnerUserId: id % 17,
      ...(id % 10 === 0 ? { ClosedDate: day(15) } : {}),
    }),
    answer(POSTS + id, id, {
      CreationDate: day(3 + (id % 9)),
      ...(id % 6 === 0 ? { OwnerUserId: '', OwnerDisplayName: `Guest ${id % 4}` } : { OwnerUserId: id % 13 }),
    }),
  ]),
  Users: ids(17).map((id) => user(id, id % 4 === 0 ? 'Kim 7' : id % 3 === 0 ? 'Kim' : `Person ${id % 5}`)),
  Votes: ids(2500).map((id) =>
    vote(id, 1 + (id % (2 * POSTS)), 2 + (id % 3 === 0 ? 1 : 0), { CreationDate: day(1 + (id % 20)) }),
  ),
  PostHistory: ids(2 * POSTS).flatMap((id) => [
    history(10 * id, id, id <= POSTS ? 1 : 2, id <= POSTS ? `Plan ${id % 7}` : 'first'),
    history(10 * id + 1, id, 2, 'first'),
    history(10 * id + 3, id, 5, 'second', { RevisionGUID: `e${id}`, CreationDate: day(12), UserId: id % 5 === 0 ? '' : 3 }),
    ...(id <= POSTS
      ? [
          history(10 * id + 4, id, 6, '<moved>', { RevisionGUID: `e${id}`, CreationDate: day(12), UserId: 3 }),
          ...(id % 4 === 0
            ? [history(10 * id + 5, id, 10, '', { RevisionGUID: `c${id}`, CreationDate: day(13), Comment: '1' })]
            : []),
        ]
      : []),
  ]),
});
afterAll(() => rmSync(folder, { recursive: true }));

const through = (gateway: ImportGateway) => importStackExchange({ folder, into: { gateway }, source: 'site' });
const offline = (store: EventStore) => importStackExchange({ folder, into: { store }, source: 'site' });

/**
 * Each stream's events, whole but for when they were recorded and where they stand in the log; of those of views, which are written on behalf
 * of the admin who sends them and at that time, what they say.
 */
async function streamsOf(store: EventStore) {
  const streams = new Map<string, unknown[]>();
  for (const { recordedAt: _, position: __, ...event } of await stores.everything(store))
    streams.set(event.stream, [...(streams.get(event.stream) ?? []), event.stream.startsWith('views-') ? told(event) : event]);
  return new Map([...streams].sort(([a], [b]) => (a < b ? -1 : 1)));
}
const told = ({ id, type, data, meta: { commandId, bodyHash } }: Told) => ({ id, type, data, commandId, bodyHash });
type Told = Pick<RecordedEvent, 'id' | 'type' | 'data' | 'meta'>;
async function viewsOf(store: EventStore): Promise<string[]> {
  const events = (await stores.everything(store)).filter(({ type }) => type === ViewsImported.type);
  return events.flatMap(({ data }) => (data as { counts: object[] }).counts.map((count) => JSON.stringify(count))).sort();
}
const toldOf = ({ seconds: _, peakBytes: __, ...report }: Awaited<ReturnType<typeof offline>>) => report;

let whole: MemoryEventStore;
let expected: Awaited<ReturnType<typeof streamsOf>>;
let report: Awaited<ReturnType<typeof offline>>;
beforeAll(async () => {
  whole = new MemoryEventStore();
  report = await offline(whole);
  expected = await streamsOf(whole);
});

it('the dump has something of everything', () => {
  for (const type of ['QuestionEdited', 'AnswerRevised', 'QuestionRetagged', 'QuestionClosed', 'AnswerAccepted', 'QuestionRated', 'ViewsImported']) expect(report.eventsByType[newestTypeOf(`${type}.v1`)]).toBeGreaterThan(0); // prettier-ignore
  expect(report.eventsAppended).toBeGreaterThan(3000);
});

it('through a gateway the same streams come of it, the same views and the same report', async () => {
  const store = new MemoryEventStore();
  const gateway = inProcessGateway(store);
  expect(toldOf(await through(gateway))).toEqual(toldOf(report));
  expect(gateway.batches).toBeGreaterThan(5);
  expect(await streamsOf(store)).toEqual(expected);
  expect(await viewsOf(store)).toEqual(await viewsOf(whole));
});

it('nothing comes before what it needs', async () => {
  const store = new MemoryEventStore();
  await through(inProcessGateway(store));
  const seen = new Set<string>();
  for (const { type, data } of (await stores.everything(store)).map(
    (event) => event as { type: string; data: Record<string, string> },
  )) {
    if (type === AnswerPublished.type) expect([data['questionId'], data['mentorId']].every((id) => seen.has(id!))).toBe(true);
    if (/^Answer(Rated|Revised|Accepted)/.test(type)) expect(seen.has(data['answerId']!)).toBe(true);
    if (/^Question(Rated|Edited|Retagged|Closed)/.test(type)) expect(seen.has(data['questionId']!)).toBe(true);
    const { questionId, answerId, mentorId } = data;
    if (/Asked|Published|MentorRegistered/.test(type)) seen.add((answerId ?? questionId ?? mentorId)!);
  }
});

it('sent again, also by somebody else, it changes nothing', async () => {
  const store = new MemoryEventStore();
  await through(inProcessGateway(store));
  const head = await store.head();
  const again = await through(inProcessGateway(store, { ...t.admin, memberId: t.idOf('another admin') }));
  expect(again).toMatchObject({ eventsAppended: 0, eventsAlreadyThere: report.eventsAppended });
  expect(await store.head()).toBe(head);
});

it('what was imported offline is there already, and the other way round', async () => {
  const store = new MemoryEventStore();
  await offline(store);
  expect(await through(inProcessGateway(store))).toMatchObject({ eventsAppended: 0 });
  expect(await streamsOf(store)).toEqual(expected);
  const other = new MemoryEventStore();
  await through(inProcessGateway(other));
  expect(await offline(other)).toMatchObject({ eventsAppended: 0 });
  expect(await streamsOf(other)).toEqual(expected);
});

it('ends in the same streams wherever the server was killed', async () => {
  const random = ids(t.rounds('STOA_KILL_POINTS', { small: 1, full: 20 })).map(() => Math.floor(Math.random() * 3000));
  const points = [0, 3, 2800, ...random];
  for (const point of points) {
    const store = new MemoryEventStore();
    let appends = 0;
    const dying = Object.create(store) as EventStore;
    dying.append = (...append) => (appends++ < point ? store.append(...append) : Promise.reject(new Error('killed')));
    await expect(through(inProcessGateway(dying))).rejects.toThrow('killed');
    const { eventsAppended, eventsAlreadyThere } = await through(inProcessGateway(store));
    expect(eventsAppended + eventsAlreadyThere).toBe(report.eventsAppended);
    expect({ point, streams: await streamsOf(store) }).toEqual({ point, streams: expected });
    expect(await viewsOf(store)).toEqual(await viewsOf(whole));
  }
});

it('two that send the same at the same time end in the same streams', async () => {
  const store = new MemoryEventStore();
  await Promise.all([through(inProcessGateway(store)), through(inProcessGateway(store))]);
  expect(await streamsOf(store)).toEqual(expected);
  expect(await viewsOf(store)).toEqual(await viewsOf(whole));
});
