import { importing } from '../testing/importing.ts';
import { answer, day, history, question } from '../testing/synthetic-dump.ts';

const edit = (guid: string, at: number) => ({ RevisionGUID: guid, CreationDate: day(at), UserId: 2 });

describe('the last body of a post', () => {
  it('stays as it was written where its page has the text and blocks of the HTML', async () => {
    const { data, report } = await importing({
      Posts: [question(1, { Body: '<p>One\n<strong>two</strong></p>\n\n<ul>\n<li>three</li>\n</ul>\n' })],
      PostHistory: [history(1, 1, 2, 'One\r\n__two__\r\n\r\n*   three')],
    });
    expect(data('QuestionAsked')).toMatchObject([{ body: 'One\r\n__two__\r\n\r\n*   three' }]);
    expect(report).toMatchObject({ bodies: { asWritten: 1, mended: 0, fromHtml: 0 }, bodiesByReason: {}, bodiesDiffering: 0 });
  });

  it('is mended where that is enough; earlier ones stay as they were written', async () => {
    const { data, report } = await importing({
      Posts: [question(1), answer(2, 1, { Body: '<h1>Two</h1>\n\n<p>a <a href="https://a.example/b">c</a></p>\n' })],
      PostHistory: [
        history(1, 2, 2, '#One', { RevisionGUID: 'a', CreationDate: day(2) }),
        history(2, 2, 5, '#Two\n\na [c][1]\n[1]: https://a.example/b', edit('b', 3)),
      ],
    });
    expect(data('AnswerPublished')).toMatchObject([{ body: '#One' }]);
    expect(data('AnswerRevised')).toMatchObject([{ body: '# Two\n\na [c][1]\n\n[1]: https://a.example/b' }]);
    expect(report.bodies).toEqual({ asWritten: 0, mended: 1, fromHtml: 1 });
    expect(report.bodiesByReason).toEqual({
      'a blank after the number signs of a heading': 1,
      'a line before definitions': 1,
      'no Markdown in the dump': 1,
    });
  });

  it('is made of the HTML otherwise, in every edit that carries it', async () => {
    const { data, report } = await importing({
      Posts: [question(1, { Title: 'Third', Body: '<p>a <u>b</u></p>\n\n<dl><dt>c</dt><dd>d</dd></dl>' })],
      PostHistory: [
        history(1, 1, 1, 'First'),
        history(2, 1, 2, 'first'),
        history(3, 1, 5, 'a <u>b</u>\n\n<dl><dt>c</dt><dd>d</dd></dl>', edit('b', 3)),
        history(4, 1, 4, 'Second', edit('c', 4)),
      ],
    });
    const body = 'a b\n\nc\n\nd';
    expect(data('QuestionAsked')).toMatchObject([{ title: 'First', body: 'first' }]);
    expect(data('QuestionEdited')).toMatchObject([
      { title: 'First', body },
      { title: 'Second', body },
      { title: 'Third', body },
    ]);
    expect(report).toMatchObject({
      bodies: { fromHtml: 1 },
      bodiesByReason: { 'Markdown that reads as another text': 1 },
      bodiesDiffering: 0,
    });
  });

  it('is the Markdown where the row has no HTML', async () => {
    const { data, report } = await importing({
      Posts: [question(1, { Body: '' })],
      PostHistory: [history(1, 1, 2, 'words')],
    });
    expect(data('QuestionAsked')).toMatchObject([{ body: 'words' }]);
    expect(report.bodies.asWritten).toBe(1);
  });

  it('is reported where its page differs, because it was cut or refused', async () => {
    const { report } = await importing({
      Posts: [
        question(1, { Body: `<p>${'a '.repeat(50_000)}</p>` }),
        question(2, { Body: `<p>b</p>${'<blockquote>'.repeat(40)}c${'</blockquote>'.repeat(40)}` }),
      ],
    });
    expect(report).toMatchObject({ textChanges: { bodiesCut: 1, bodiesAsCode: 1 }, bodies: { fromHtml: 2 }, bodiesDiffering: 2 });
    expect(report.firstBodiesDiffering).toEqual([
      { post: 1, difference: 'text' },
      { post: 2, difference: 'text' },
    ]);
  });
});
