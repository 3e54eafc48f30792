import { MemoryEventStore } from '@stoa/event-store';
import { HandleReserved, handleStream, mentorIdOf, SlugReserved, slugStream, viewShardOf } from '@stoa/contracts';
import { derivedId } from '@stoa/kernel';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Claims } from './appending/claims.ts';
import { importing, member, post } from './testing/importing.ts';
import { answer, day, question, user, vote } from './testing/synthetic-dump.ts';

const people = [user(1, 'Ada Ask'), user(2, 'Zoë Ünder', { AboutMe: '<p>I like <em>lists</em>.</p>' })];

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
      ...[
        'HandleReserved',
        'MentorRegistered',
        'AnswerPublished',
        'QuestionRated',
        'AnswerRated',
        'AnswerAccepted',
        'ViewsImportBegan',
        'ViewsImported',
      ],
    ]);
    const times = log.map(({ occurredAt }) => occurredAt);
    expect(times).toEqual([...times].sort());
    expect(new Set(log.map(({ meta }) => meta.correlationId))).toEqual(new Set([report.importId]));
    expect(report).toMatchObject({
      questions: 1,
      answers: 1,
      members: 2,
      mentors: 1,
      votes: 3,
      ratings: 2,
      acceptedAnswers: 1,
      views: 10,
    });
    for (const seconds of Object.values(report.seconds)) expect(String(seconds)).toMatch(/^\d+(\.\d{1,3})?$/);
    expect(report).toMatchObject({ eventsAppended: 13, eventsAlreadyThere: 0, notes: [] });
  });

  it('makes an answerer a mentor with a profile, an ASCII handle and an empty title', async () => {
    const { data } = await importing({ Posts: [question(1), answer(2, 1)], Users: people });
    const mentorId = mentorIdOf(member(2));
    expect(data('MentorRegistered')).toEqual([
      {
        mentorId,
        memberId: member(2),
        handle: 'zoe-under',
        displayName: 'Zoë Ünder',
        title: '',
        company: '',
        yearsOfExperience: null,
        bio: 'I like *lists*.',
        links: [],
      },
    ]);
    expect(data('AnswerPublished')).toMatchObject([
      { mentorId, handle: 'zoe-under', byline: { displayName: 'Zoë Ünder', title: '', company: '', yearsOfExperience: null } },
    ]);
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

  it('gives a reserved handle to nobody, and leaves it to whom a former import gave it', async () => {
    const rows = { Posts: [question(1), answer(3, 1)], Users: [user(2, 'Admin')] };
    const { data } = await importing(rows);
    const [{ handle, mentorId }] = data('MentorRegistered') as [{ handle: string; mentorId: string }];
    expect(handle).toBe('admin-2');
    const store = new MemoryEventStore();
    const meta = { commandId: 'c', bodyHash: 'h', occurredAt: '2019-01-01T00:00:00.000Z', correlationId: 'c' };
    const event = { ...HandleReserved({ handle: 'admin', mentorId }), id: derivedId('before'), meta };
    await store.append(handleStream('admin'), [event], 'no-stream');
    expect(await new Claims(store).claim(['admin', 'admin-2'], mentorId, handleStream, 'mentorId', () => false)).toBe('admin');
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
      (event['counts'] as { questionId: string }[]).map((count) => ({
        ...count,
        shard: event['shard'],
        source: event['source'],
      })),
    );
    const expected = [1, 3].map((id) => {
      return {
        questionId: post(id),
        answerId: null,
        views: 10 * id,
        shard: viewShardOf(post(id)),
        source: 'stackexchange:weeks',
      };
    });
    expect(counts).toHaveLength(2);
    expect(counts).toEqual(expect.arrayContaining(expected));
  });
});

it('leaves no temporary file behind, also when it fails, and sorts the same with hardly any memory', async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'scratch-'));
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
  expect(readdirSync(scratch)).toEqual([]);
  rmSync(scratch, { recursive: true });
});

it('reports its progress and stops on request', async () => {
  const phases: string[] = [];
  const tables = { Posts: [question(1), answer(2, 1)] };
  await importing(tables, undefined, { onProgress: ({ phase, done, total }) => phases.push(`${phase} ${done === total}`) });
  expect([...new Set(phases)]).toEqual(['reading true', 'sorting true', 'appending true']);
  const store = new MemoryEventStore();
  await expect(importing(tables, store, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  expect(await store.head()).toBe('');
});
