import { questionStream } from '@stoa/contracts';
import { importing, member, post } from '../testing/importing.ts';
import { answer, day, history, question, type Row } from '../testing/synthetic-dump.ts';

const first = (id: number, texts: { title: string; body: string; tags: string }, more: Row = {}) => [
  history(100 * id + 1, id, 1, texts.title, more),
  history(100 * id + 2, id, 2, texts.body, more),
  history(100 * id + 3, id, 3, texts.tags, more),
];

describe('a post with its history', () => {
  const edit = (guid: string, at: number, more: Row = {}): Row => ({
    RevisionGUID: guid,
    CreationDate: day(at),
    UserId: 2,
    ...more,
  });

  it('is asked with the first revision; rows of one revision are one edit; a rollback is one too', async () => {
    const { log, data, report } = await importing({
      Posts: [question(1, { Title: 'First', Tags: '<b><c>', Body: '<p>two</p>' })],
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
      { questionId: post(1), editorId: member(2), askerId: member(1), title: 'Second', body: 'two' },
      { questionId: post(1), editorId: member(2), askerId: member(1), title: 'First', body: 'two' },
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
    expect(types.filter((type) => /Closed|Reopened/.test(type))).toEqual([
      'QuestionClosed',
      'QuestionReopened',
      'QuestionClosed',
    ]);
    expect(data('QuestionClosed').map(({ reason }) => reason)).toEqual(['Too broad.', 'Not constructive.']);
    expect(report.amendments.closings).toBe(0);
  });

  it('ends in what the post itself says, with one more event where the history does not', async () => {
    const { data, report, log } = await importing({
      Posts: [question(1, { Title: 'Now', Tags: '<new>', Body: '<p>x</p>', LastEditDate: day(8), ClosedDate: day(9) })],
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
      Posts: [question(1, { CreationDate: day(4) }), answer(2, 1, { Body: '<p>two</p>' })],
      PostHistory: [
        history(1, 2, 2, 'one', { CreationDate: day(2), RevisionGUID: 'a' }),
        history(2, 2, 5, 'two', { CreationDate: day(3), RevisionGUID: 'b', UserId: 5 }),
      ],
    });
    expect(data('AnswerPublished')).toMatchObject([{ body: 'one' }]);
    expect(data('AnswerRevised')).toEqual([
      { questionId: post(1), answerId: post(2), editorId: member(5), memberId: member(2), body: 'two' },
    ]);
    const times = log.filter(({ type }) => /^Answer|^QuestionAsked/.test(type)).map(({ occurredAt }) => occurredAt);
    expect(times).toEqual(Array(3).fill('2020-05-04T12:00:00.000Z'));
    expect(report).toMatchObject({ timesMoved: 1, postsWithoutHistory: 1 });
  });

  it('takes title, tags, Markdown of the HTML and the closing from the post where there is no history', async () => {
    const { data, report } = await importing({
      Posts: [
        question(1, {
          Tags: '|c++|c-plus-plus|',
          ClosedDate: day(9),
          Body: '<p>Tell <b>me</b> <del>now</del></p>\n<ul><li>a</li></ul>',
        }),
      ],
    });
    expect(data('QuestionAsked')).toMatchObject([{ body: 'Tell **me** ~~now~~\n\n- a', topics: ['c-plus-plus'] }]);
    expect(data('QuestionClosed')).toEqual([{ questionId: post(1), reason: 'Closed on the site that it was imported from.' }]);
    expect(data('TopicCreated')).toEqual([{ topic: 'c-plus-plus', name: 'c++' }]);
    expect(report.tablesMissing).toEqual(['Users', 'Tags', 'Votes', 'PostHistory']);
    expect(report.notes).toHaveLength(4);
    expect(report.amendments.closings).toBe(0);
  });
});
