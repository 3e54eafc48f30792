import { GetMember, answerStream, mentorStream, mentorIdOf, newestTypeOf, questionStream } from '@stoa/contracts';
import { MemoryEventStore } from '@stoa/event-store';
import * as stores from '@stoa/event-store/testing/stores';
import { importStackExchange } from '@stoa/imports-stack-exchange';
import {
  answer,
  question,
  user,
  vote,
  writeDump,
  type Row,
  type Tables,
} from '@stoa/imports-stack-exchange/testing/synthetic-dump';
import { derivedId, type DomainEvent, type EventStore } from '@stoa/kernel';
import { GetMemberHandler } from '@stoa/members';
import * as t from '@stoa/testing';
import { rmSync } from 'node:fs';
import { pagesAndBoards } from './testing/pages-and-boards.ts';

const post = (id: number | string) => derivedId('site', 'post', `${id}`);
const people = [user(1, 'Ada'), user(2, 'Ben', { AboutMe: '<p>Kettles.</p>' })];
const d1: Tables = { Posts: [question(1), answer(2, 1)], Users: people, Votes: [vote(7, 2, 2)] };

async function importing(store: EventStore, tables: Tables) {
  const folder = writeDump(tables);
  const report = await importStackExchange({ folder, into: { store }, source: 'site' });
  rmSync(folder, { recursive: true });
  return report;
}
async function imported(tables: Tables) {
  const store = new MemoryEventStore();
  await importing(store, tables);
  return store;
}
/** Somebody here does this. */
async function live(store: EventStore, stream: string, event: DomainEvent) {
  const meta = { commandId: t.idOf('live'), bodyHash: 'b'.repeat(64), occurredAt: t.NOW, correlationId: 'live' };
  const end = (await store.readLast(stream, 1))[0]!.revision;
  await store.append(stream, [{ ...event, id: derivedId(stream, `live ${end}`), meta }], end);
}
const page = async (store: EventStore) => (await pagesAndBoards(store)).pages[0];
const questionNow = (more: Row) => ({ ...d1, Posts: [question(1, more), answer(2, 1)] });
const edited = { questionId: post(1), editorId: t.cleo.memberId, askerId: t.cleo.memberId };

describe('what people changed here', () => {
  it('stays where the source says the same as before, and gives way where it says something else', async () => {
    const store = await imported(d1);
    await live(store, questionStream(post(1)), t.questionEdited({ ...edited, title: 'Ours', body: 'Ours too' }));
    await importing(store, questionNow({ ViewCount: 500 }));
    expect(await page(store)).toMatchObject({ title: 'Ours', body: 'Ours too', views: 500 });
    await importing(store, questionNow({ Title: 'Theirs now', ViewCount: 500 }));
    expect(await page(store)).toMatchObject({ title: 'Theirs now', body: 'Ours too' });
  });

  it('is not withdrawn twice, nor restored against those who withdrew it here', async () => {
    const store = await imported(d1);
    const key = { questionId: post(1), answerId: post(2) };
    await live(store, answerStream(post(2)), t.answerWithdrawn({ ...key, by: 'moderator' }));
    await importing(store, { ...d1, Posts: [question(1)] });
    await importing(store, d1);
    const types = await stores.typesIn(store, answerStream(post(2)));
    expect(types).toEqual(['AnswerPublished', 'AnswerWithdrawn'].map((name) => newestTypeOf(`${name}.v1`)));
  });

  it('a mentor’s title stays when the source renames the mentor', async () => {
    const store = await imported(d1);
    const stream = mentorStream(mentorIdOf(derivedId('site', 'user', '2')));
    const [first] = await store.read(stream);
    const { handle: _handle, ...profile } = first!.data as ReturnType<typeof t.mentorRegistered>['data'];
    await live(store, stream, t.mentorProfileChanged({ ...profile, title: 'Potter', bio: 'Ours.' }));
    await importing(store, { ...d1, Users: [people[0]!, user(2, 'Benjamin', { AboutMe: '<p>Kettles.</p>' })] });
    expect((await store.readLast(stream, 1))[0]?.data).toMatchObject({ displayName: 'Benjamin', title: 'Potter', bio: 'Ours.' });
    expect((await page(store))?.answers).toMatchObject([{ displayName: 'Benjamin' }]);
  });
});

describe('a name', () => {
  const renamed = { ...d1, Users: [user(1, 'Ada of today'), user(2, 'Benjamin', { AboutMe: '<p>Kettles.</p>' })] };
  const nameOf = async (store: EventStore, id: string) =>
    (await new GetMemberHandler(store).execute(new GetMember({ memberId: derivedId('site', 'user', id), now: t.NOW })))
      .displayName;
  const mentor = mentorStream(mentorIdOf(derivedId('site', 'user', '2')));
  const profile = async (store: EventStore) => (await store.readLast(mentor, 1))[0]?.data;

  it('follows the source: of who only asks, of who answers, and of who is gone', async () => {
    const store = await imported({ ...d1, Posts: [question(1, { OwnerUserId: 1 }), answer(2, 1, { OwnerUserId: 2 })] });
    expect([await nameOf(store, '1'), await nameOf(store, '2')]).toEqual(['Ada', 'Ben']);
    await importing(store, { ...renamed, Posts: [question(1, { OwnerUserId: 1 }), answer(2, 1, { OwnerUserId: 2 })] });
    expect([await nameOf(store, '1'), await nameOf(store, '2')]).toEqual(['Ada of today', 'Benjamin']);
    expect(await profile(store)).toMatchObject({ displayName: 'Benjamin' });
    const report = await importing(store, { Posts: [question(1, { OwnerUserId: 2 })], Users: [user(2, 'Benjamin')], Votes: [] });
    expect(report).toMatchObject({ membersGone: 1, mentorsGone: 0 });
    expect([await nameOf(store, '1'), await nameOf(store, '2')]).toEqual(['Former member', 'Benjamin']);
  });

  it('is theirs who took the profile over and changed it here, whatever the source says later', async () => {
    const store = await imported(d1);
    const { handle: _handle, ...first } = (await profile(store)) as ReturnType<typeof t.mentorRegistered>['data'];
    await live(store, mentor, t.mentorProfileChanged({ ...first, displayName: 'Benny' }));
    await importing(store, renamed);
    expect(await profile(store)).toMatchObject({ displayName: 'Benny' });
    await importing(store, { ...d1, Posts: [question(1)], Users: [] });
    expect(await profile(store)).toMatchObject({ displayName: 'Benny', bio: '' });
  });
});

it('an answer that moved to another question is withdrawn there and published under this one, with its votes', async () => {
  const posts = [question(1), question(3), answer(2, 1)];
  const store = await imported({ ...d1, Posts: posts });
  const moved = { ...d1, Posts: [question(1), question(3), answer(2, 3)] };
  await importing(store, moved);
  const { pages } = await pagesAndBoards(store);
  expect(pages.find(({ id }) => id === post(1))?.answers).toEqual([]);
  expect(pages.find(({ id }) => id === post(3))?.answers).toMatchObject([{ id: post('2.under.3'), helpful: 1 }]);
  expect((await importing(store, moved)).eventsAppended).toBe(0);
  await importing(store, { ...d1, Posts: posts });
  const back = (await pagesAndBoards(store)).pages;
  expect(back.map(({ answers }) => answers.map(({ id }) => id)).flat()).toEqual([post(2)]);
});

it('says what is gone, and names no more whose account is', async () => {
  const store = await imported({ ...d1, Votes: [vote(7, 2, 2), vote(8, 1, 2), vote(9, 1, 3)] });
  const report = await importing(store, {
    ...d1,
    Posts: [question(1, { OwnerUserId: 1 })],
    Users: [people[0]!],
    Votes: [vote(9, 1, 3)],
  });
  expect(report).toMatchObject({ questionsGone: 0, answersGone: 1, mentorsGone: 1, ratingsGone: 2 });
  const [last] = await store.readLast(mentorStream(mentorIdOf(derivedId('site', 'user', '2'))), 1);
  expect(last?.data).toMatchObject({ displayName: 'Former member', bio: '' });
});

it('a dump without votes says nothing of votes', async () => {
  const store = await imported(d1);
  const { Votes: _none, ...without } = d1;
  expect(await importing(store, without)).toMatchObject({ ratingsGone: 0 });
  expect((await page(store))?.answers).toMatchObject([{ helpful: 1 }]);
});

it('mends what an import of two dumps had doubled before totals could be taken back', async () => {
  const store = await imported(d1);
  const shard = (await stores.everything(store)).find(({ type }) => type === newestTypeOf('ViewsImported.v1'))!;
  await live(store, shard.stream, { type: shard.type, data: shard.data });
  expect(await page(store)).toMatchObject({ views: 20 });
  await importing(store, questionNow({ ViewCount: 30 }));
  expect(await page(store)).toMatchObject({ views: 30 });
});
