import { derivedId } from '@stoa/kernel';
import { importing, member, SOURCE } from '../testing/importing.ts';
import { answer, day, history, question, user, vote, type Row } from '../testing/synthetic-dump.ts';

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
    expect(data('QuestionAsked').map(({ askerId, askerDisplayName }) => [askerId, askerDisplayName])).toEqual([
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
      Votes: [
        vote(1, 40, 2),
        vote(2, 2, 2),
        vote(3, 3, 2),
        ...Array.from({ length: 30 }, (_, index) => vote(100 + index, 41, 2)),
      ],
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
    expect(report.firstStrayRows.filter(({ table }) => table === 'Votes')).toHaveLength(21);
    expect(report.firstStrayRows[0]).toEqual({ table: 'Posts', row: '4', reason: 'no usable Id or CreationDate', target: null });
    expect(report).toMatchObject({
      questions: 1,
      answers: 0,
      acceptedAnswers: 0,
      ratings: 0,
      votesOnOtherPosts: 1,
      tagsUnused: 1,
    });
    expect(report.postTypesNotImported).toEqual({ '5 tag wiki': 1 });
    expect(report.historyTypesNotImported).toEqual({ '24': 1 });
    expect(report.votesByKind).toEqual({ '2 helpful': 33 });
    expect(data('QuestionRated')).toEqual([]);
  });

  it('a vote that comes twice is one, in the log as in the report', async () => {
    const { report, data } = await importing({ Posts: [question(1)], Votes: [vote(1, 1, 2), vote(1, 1, 2), vote(2, 1, 3)] });
    expect(report.ratings).toBe(data('QuestionRated').length);
    expect(report).toMatchObject({ votes: 3, ratings: 2 });
    expect(report.firstStrayRows).toMatchObject([{ table: 'Votes', row: '1', reason: 'the Id came before' }]);
  });

  it('says of which posts the votes do not come to the score, and which bodies were cut', async () => {
    const { report } = await importing({
      Posts: [question(1, { Score: 1 }), question(2, { Score: 5 }), answer(3, 1, { Body: `<p>${'word '.repeat(20_000)}</p>` })],
      Votes: [vote(1, 1, 2), vote(2, 2, 2)],
    });
    expect(report.named).toEqual({
      scoresUnlikeVotes: { count: 1, first: ['post 2'] },
      bodiesCut: { count: 1, first: ['post 3'] },
    });
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
    expect(asked[1]?.body).toHaveLength(65_536);
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
