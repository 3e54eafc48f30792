import { MemoryEventStore } from '@stoa/event-store';
import { mentorIdOf, questionStream, slugStream, viewShardOf, SlugReserved } from '@stoa/contracts';
import { derivedId, type RecordedEvent } from '@stoa/kernel';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answer, day, history, question, user, vote, writeDump, type Row, type Tables } from '../testing/synthetic-dump.ts';
import { importStackExchange, type StackExchangeImport } from './import-stack-exchange.ts';

const SOURCE = 'weeks';
const post = (id: number) => derivedId(SOURCE, 'post', `${id}`);
const member = (id: number) => derivedId(SOURCE, 'user', `${id}`);
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

async function importing(tables: Tables, store = new MemoryEventStore(), options: Partial<StackExchangeImport> = {}) {
  const folder = writeDump(tables);
  folders.push(folder);
  const report = await importStackExchange({ folder, store, source: SOURCE, ...options });
  const log: RecordedEvent[] = [];
  for await (const batch of store.readAll('')) log.push(...batch);
  const data = (type: string) => log.filter((event) => event.type === `${type}.v1`).map((event) => event.data as Record<string, unknown>);
  return { folder, store, report, log, data, types: log.map(({ type }) => type.replace('.v1', '')) };
}
const people = [user(1, 'Ada Ask'), user(2, 'Zoë Ünder', { AboutMe: '<p>I like <em>lists</em>.</p>' })];
const first = (id: number, texts: { title: string; body: string; tags: string }, more: Row = {}) => [
  history(100 * id + 1, id, 1, texts.title, more),
  history(100 * id + 2, id, 2, texts.body, more),
  history(100 * id + 3, id, 3, texts.tags, more),
];

describe('an import', () => {
  it('appends in the order of time, what is needed right before what needs it', async () => {
    const { types, log, report } = await importing({
      Posts: [question(1, { AcceptedAnswerId: 2 }), answer(2, 1)],
      Users: people,
      Votes: [vote(1, 1, 2), vote(2, 2, 3), vote(3, 2, 1, { CreationDate: day(5, '00:00:00.000') })],
      Tags: [{ Id: 1, TagName: 'planning', Count: 1 }],
      PostHistory: [],
    });
    expect(types).toEqual([
      ...['MemberRegistered', 'MemberRegistered', 'TopicCreated', 'SlugReserved', 'QuestionAsked'],
      ...['HandleReserved', 'MentorRegistered', 'AnswerPublished', 'QuestionRated', 'AnswerRated', 'AnswerAccepted', 'ViewsImported'],
    ]);
    const times = log.map(({ occurredAt }) => occurredAt);
    expect(times).toEqual([...times].sort());
    expect(new Set(log.map(({ meta }) => meta.correlationId))).toEqual(new Set([report.importId]));
    expect(report).toMatchObject({ questions: 1, answers: 1, members: 2, mentors: 1, votes: 3, ratings: 2, acceptedAnswers: 1, views: 10 });
    expect(report).toMatchObject({ eventsAppended: 12, eventsAlreadyThere: 0, notes: [] });
  });

  it('makes an answerer a mentor with a profile, an ASCII handle and an empty title', async () => {
    const { data } = await importing({ Posts: [question(1), answer(2, 1)], Users: people });
    const mentorId = mentorIdOf(member(2));
    expect(data('MentorRegistered')).toEqual([
      { mentorId, memberId: member(2), handle: 'zoe-under', name: 'Zoë Ünder', title: '', company: '', bio: 'I like *lists*.', links: [] },
    ]);
    expect(data('AnswerPublished')).toMatchObject([{ mentorId, handle: 'zoe-under', byline: { name: 'Zoë Ünder', title: '', company: '' } }]);
    expect(data('HandleReserved')).toEqual([{ handle: 'zoe-under', mentorId }]);
  });

  it('gives equal names and equal titles distinct handles and slugs', async () => {
    const { data } = await importing({
      Posts: [question(1, { Title: 'Same' }), question(2, { Title: 'Same' }), answer(3, 1), answer(4, 1, { OwnerUserId: 7 })],
      Users: [user(2, 'Kim'), user(7, 'Kim')],
    });
    expect(data('MentorRegistered').map(({ handle }) => handle)).toEqual(['kim', 'kim-7']);
    expect(data('QuestionAsked').map(({ slug }) => slug)).toEqual(['same', `same-${post(2).slice(0, 6)}`]);
  });

  it('leaves a slug to a question that holds it already', async () => {
    const store = new MemoryEventStore();
    const meta = { commandId: 'c', bodyHash: 'h', occurredAt: '2019-01-01T00:00:00.000Z', correlationId: 'c' };
    const other = SlugReserved({ questionId: derivedId('elsewhere'), slug: 'same' });
    await store.append(slugStream('same'), [{ ...other, id: derivedId('x'), meta }], 'no-stream');
    const { data } = await importing({ Posts: [question(1, { Title: 'Same' })] }, store);
    expect(data('QuestionAsked')).toMatchObject([{ slug: `same-${post(1).slice(0, 6)}` }]);
  });

  it('dates a vote at the later of its day and its post, and lets nobody known have cast it', async () => {
    const { log } = await importing({
      Posts: [question(1, { CreationDate: day(3, '09:30:00.123') })],
      Votes: [vote(1, 1, 2), vote(2, 1, 3, { CreationDate: day(4, '00:00:00.000') })],
    });
    const ratings = log.filter(({ type }) => type === 'QuestionRated.v1');
    expect(ratings.map(({ occurredAt }) => occurredAt)).toEqual(['2020-05-03T09:30:00.123Z', '2020-05-04T00:00:00.000Z']);
    expect(ratings.map(({ data }) => (data as { value: string }).value)).toEqual(['helpful', 'not-helpful']);
    expect(ratings.some(({ meta }) => 'principal' in meta)).toBe(false);
  });

  it('accepts at the time of the vote, or else from the answer on', async () => {
    const { log } = await importing({
      Posts: [question(1, { AcceptedAnswerId: 3 }), question(2, { AcceptedAnswerId: 4 }), answer(3, 1), answer(4, 2)],
      Votes: [vote(9, 3, 1, { CreationDate: day(6, '00:00:00.000') })],
    });
    const accepted = log.filter(({ type }) => type === 'AnswerAccepted.v1');
    expect(accepted.map(({ occurredAt, data }) => [(data as { answerId: string }).answerId, occurredAt])).toEqual([
      [post(4), '2020-05-02T12:00:00.000Z'],
      [post(3), '2020-05-06T00:00:00.000Z'],
    ]);
  });

  it('imports views by shard', async () => {
    const { data } = await importing({ Posts: [question(1), question(2, { ViewCount: 0 }), question(3)] });
    const counts = data('ViewsImported').flatMap((event) =>
      (event['counts'] as { questionId: string }[]).map((count) => ({ ...count, shard: event['shard'], source: event['source'] })),
    );
    const expected = [1, 3].map((id) => {
      return { questionId: post(id), answerId: null, views: 10 * id, shard: viewShardOf(post(id)), source: 'stackexchange:weeks' };
    });
    expect(counts).toHaveLength(2);
    expect(counts).toEqual(expect.arrayContaining(expected));
  });
});

describe('a post with its history', () => {
  const edit = (guid: string, at: number, more: Row = {}): Row => ({ RevisionGUID: guid, CreationDate: day(at), UserId: 2, ...more });

  it('is asked with the first revision; rows of one revision are one edit; a rollback is one too', async () => {
    const { log, data, report } = await importing({
      Posts: [question(1, { Title: 'First', Tags: '<b><c>' })],
      PostHistory: [
        ...first(1, { title: 'First', body: 'one\r\n\r\n* a', tags: '<a><b>' }),
        history(200, 1, 4, 'Second', edit('g2', 2)),
        history(201, 1, 5, 'two', edit('g2', 2)),
        history(202, 1, 6, '<b><c>', edit('g2', 2)),
        history(203, 1, 7, 'First', edit('g3', 3)),
        history(204, 1, 5, 'two', edit('g4', 4)),
      ],
    });
    expect(data('QuestionAsked')).toMatchObject([{ title: 'First', slug: 'first', body: 'one\r\n\r\n* a', topics: ['a', 'b'] }]);
    expect(data('QuestionEdited')).toEqual([
      { questionId: post(1), editorId: member(2), title: 'Second', body: 'two' },
      { questionId: post(1), editorId: member(2), title: 'First', body: 'two' },
    ]);
    expect(data('QuestionRetagged')).toEqual([{ questionId: post(1), topics: ['b', 'c'], former: ['a', 'b'] }]);
    expect(data('TopicCreated').map(({ topic }) => topic)).toEqual(['a', 'b', 'c']);
    expect(log.filter(({ stream }) => stream === questionStream(post(1))).map(({ revision }) => revision)).toEqual([0, 1, 2, 3]);
    expect(report).toMatchObject({ revisions: 2, unchangedRevisions: 1, amendments: { titles: 0, tags: 0, closings: 0 } });
  });

  it('closes and reopens in turn, whatever the history repeats', async () => {
    const { data, report, types } = await importing({
      Posts: [question(1, { ClosedDate: day(9) })],
      PostHistory: [
        ...first(1, { title: 'How do you plan week 1?', body: 'x', tags: '<planning>' }),
        history(201, 1, 11, '', edit('g0', 2)),
        history(202, 1, 10, '', edit('g1', 3, { Comment: '104' })),
        history(203, 1, 10, '', edit('g2', 4, { Comment: '102' })),
        history(204, 1, 11, '', edit('g3', 5)),
        history(205, 1, 10, '', edit('g4', 9, { CloseReasonId: '3' })),
      ],
    });
    expect(types.filter((type) => /Closed|Reopened/.test(type))).toEqual(['QuestionClosed', 'QuestionReopened', 'QuestionClosed']);
    expect(data('QuestionClosed').map(({ reason }) => reason)).toEqual(['Too broad.', 'Not constructive.']);
    expect(report.amendments.closings).toBe(0);
  });

  it('ends in what the post itself says, with one more event where the history does not', async () => {
    const { data, report, log } = await importing({
      Posts: [question(1, { Title: 'Now', Tags: '<new>', LastEditDate: day(8), ClosedDate: day(9) })],
      PostHistory: first(1, { title: 'Then', body: 'x', tags: '<old>' }),
    });
    expect(data('QuestionEdited')).toMatchObject([{ title: 'Now', body: 'x' }]);
    expect(data('QuestionRetagged')).toMatchObject([{ topics: ['new'], former: ['old'] }]);
    expect(data('QuestionClosed')).toHaveLength(1);
    expect(log.find(({ type }) => type === 'QuestionEdited.v1')?.occurredAt).toBe('2020-05-08T12:00:00.000Z');
    expect(report.amendments).toEqual({ titles: 1, tags: 1, closings: 1 });
  });

  it('revises answers, never before they were published', async () => {
    const { data, log, report } = await importing({
      Posts: [question(1, { CreationDate: day(4) }), answer(2, 1)],
      PostHistory: [
        history(1, 2, 2, 'one', { CreationDate: day(2), RevisionGUID: 'a' }),
        history(2, 2, 5, 'two', { CreationDate: day(3), RevisionGUID: 'b', UserId: 5 }),
      ],
    });
    expect(data('AnswerPublished')).toMatchObject([{ body: 'one' }]);
    expect(data('AnswerRevised')).toEqual([{ questionId: post(1), answerId: post(2), editorId: member(5), body: 'two' }]);
    const times = log.filter(({ type }) => /^Answer|^QuestionAsked/.test(type)).map(({ occurredAt }) => occurredAt);
    expect(times).toEqual(Array(3).fill('2020-05-04T12:00:00.000Z'));
    expect(report).toMatchObject({ timesMoved: 1, postsWithoutHistory: 1 });
  });

  it('takes title, tags, Markdown of the HTML and the closing from the post where there is no history', async () => {
    const { data, report } = await importing({
      Posts: [question(1, { Tags: '|c++|c-plus-plus|', ClosedDate: day(9), Body: '<p>Tell <b>me</b> <del>now</del></p>\n<ul><li>a</li></ul>' })],
    });
    expect(data('QuestionAsked')).toMatchObject([{ body: 'Tell **me** ~~now~~\n\n-   a', topics: ['c-plus-plus'] }]);
    expect(data('QuestionClosed')).toEqual([{ questionId: post(1), reason: 'Closed on the site that it was imported from.' }]);
    expect(data('TopicCreated')).toEqual([{ topic: 'c-plus-plus', name: 'c++' }]);
    expect(report.tablesMissing).toEqual(['Users', 'Tags', 'Votes', 'PostHistory']);
    expect(report.notes).toHaveLength(4);
    expect(report.amendments.closings).toBe(0);
  });
});

describe('authors', () => {
  it('are members per user, per name, or per post, and the site’s own account is one', async () => {
    const unowned = (id: number, more: Row = {}) => {
      const { OwnerUserId: _, ...row } = question(id);
      return { ...row, ...more };
    };
    const { data } = await importing({
      Posts: [
        unowned(1, { OwnerDisplayName: 'Gone' }),
        unowned(2, { OwnerDisplayName: 'Gone' }),
        unowned(3),
        unowned(4),
        question(5, { OwnerUserId: -1 }),
        question(6, { OwnerUserId: 77 }),
      ],
    });
    const named = derivedId(SOURCE, 'user-name', 'Gone');
    expect(data('QuestionAsked').map(({ askerId, askerName }) => [askerId, askerName])).toEqual([
      [named, 'Gone'],
      [named, 'Gone'],
      [derivedId(SOURCE, 'post-owner', '3'), 'Anonymous'],
      [derivedId(SOURCE, 'post-owner', '4'), 'Anonymous'],
      [member(-1), 'Community'],
      [member(77), 'user77'],
    ]);
    expect(data('MemberRegistered')).toHaveLength(5);
  });
});

describe('what does not fit', () => {
  it('is counted and listed, never fatal', async () => {
    const { report, data } = await importing({
      Posts: [
        question(1, { AcceptedAnswerId: 99 }),
        answer(2, 50),
        { Id: 3, PostTypeId: 5, CreationDate: day(1), Body: 'wiki' },
        { Id: 4, PostTypeId: 1 },
        question(1),
      ],
      Votes: [vote(1, 40, 2), vote(2, 2, 2), vote(3, 3, 2), ...Array.from({ length: 30 }, (_, index) => vote(100 + index, 41, 2))],
      Tags: [{ Id: 1, TagName: 'old', Count: 0, WikiPostId: 60 }],
      PostHistory: [history(1, 70, 2, 'x'), history(2, 1, 24, ''), history(3, 2, 2, 'x')],
    });
    const counted = Object.fromEntries(report.strayRows.map(({ table, reason, count }) => [`${table}: ${reason}`, count]));
    expect(counted).toEqual({
      'Posts: no usable Id or CreationDate': 1,
      'Posts: the Id came before': 1,
      'Posts: the question is not in the dump': 1,
      'Tags: the tag wiki is not in the dump': 1,
      'Votes: the post is not in the dump': 31,
      'Votes: the answer has no question in the dump': 1,
      'Posts: the accepted answer is not among its answers': 1,
      'PostHistory: the post is not in the dump': 1,
      'PostHistory: the answer has no question in the dump': 1,
    });
    expect(report.firstStrayRows).toHaveLength(20);
    expect(report.firstStrayRows[0]).toEqual({ table: 'Posts', row: '4', reason: 'no usable Id or CreationDate', target: null });
    expect(report).toMatchObject({ questions: 1, answers: 0, acceptedAnswers: 0, ratings: 0, votesOnOtherPosts: 1, tagsUnused: 1 });
    expect(report.postTypesNotImported).toEqual({ '5 tag wiki': 1 });
    expect(report.historyTypesNotImported).toEqual({ '24': 1 });
    expect(report.votesByKind).toEqual({ '2 helpful': 33 });
    expect(data('QuestionRated')).toEqual([]);
  });

  it('is made to fit where it is text', async () => {
    const { report, data } = await importing({
      Posts: [
        question(1, { Title: 'Bell \u0085 \u202e', Tags: '<a><b><c><d><e><f>' }),
        question(2, { Title: 'é'.repeat(400), Body: `<p>${'wörd '.repeat(20_000)}</p>` }),
        question(3, { Title: '\u200b', Body: `<p>x</p>${'<blockquote>'.repeat(60)}deep${'</blockquote>'.repeat(60)}` }),
        answer(4, 1, { Body: '<p></p>' }),
      ],
      Users: [user(1, '\u200b'), user(2, 'B'.repeat(200))],
    });
    const asked = data('QuestionAsked') as { title: string; body: string; topics: string[] }[];
    expect(asked.map(({ title }) => title)).toEqual(['Bell', 'é'.repeat(300), 'Untitled']);
    expect(asked[0]?.topics).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(Buffer.byteLength(asked[1]?.body ?? '')).toBeLessThanOrEqual(65_536);
    expect(asked[2]?.body).toMatch(/^ {4}x\n/);
    expect(data('AnswerPublished')).toMatchObject([{ body: '*(This answer is empty.)*' }]);
    expect(report.textChanges).toEqual({
      names: 2,
      titles: 3,
      topics: 0,
      bodiesCleaned: 0,
      bodiesCut: 1,
      bodiesAsCode: 1,
      bodiesEmpty: 1,
      topicsDropped: 1,
    });
  });
});

it('leaves no temporary file behind, also when it fails, and sorts the same with hardly any memory', async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'scratch-'));
  folders.push(scratch);
  const tables = {
    Posts: Array.from({ length: 40 }, (_, index) => question(index + 1)),
    Votes: Array.from({ length: 300 }, (_, index) => vote(index, 1 + (index % 40), 2)),
  };
  const small = await importing(tables, undefined, { scratch, sortMemory: 2_000 });
  const large = await importing(tables);
  expect(small.log.map(({ id }) => id)).toEqual(large.log.map(({ id }) => id));
  const failing = new MemoryEventStore();
  failing.append = () => Promise.reject(new Error('no'));
  await expect(importing(tables, failing, { scratch })).rejects.toThrow('no');
  expect(existsSync(scratch) && readdirSync(scratch)).toEqual([]);
});

it('tells of its progress and stops where it is told to', async () => {
  const phases: string[] = [];
  const tables = { Posts: [question(1), answer(2, 1)] };
  await importing(tables, undefined, { onProgress: ({ phase, done, total }) => phases.push(`${phase} ${done === total}`) });
  expect([...new Set(phases)]).toEqual(['reading true', 'sorting true', 'appending true']);
  const store = new MemoryEventStore();
  await expect(importing(tables, store, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  expect(await store.head()).toBe('');
});
