import fc from 'fast-check';
import { FACE_LIMITS, refusalOnItsFace } from './on-its-face.ts';
import { markdownRefusal } from './markdown-refusal.ts';

const KIB_64 = 64 * 1024;
const filled = (piece: string) => piece.repeat(Math.floor(KIB_64 / piece.length));
const row = (cell: string, columns: number) => `|${`${cell}|`.repeat(columns)}`;
const table = (columns: number) => [row('a', columns), row('-', columns), row('b', columns)].join('\n');

describe('what shows on the face of a body', () => {
  it.each([
    ['a table of 2,000 columns', table(2000), 'too-many-cells'],
    ['a table of 2,000 columns in a quote', table(2000).replace(/^/gm, '> '), 'too-many-cells'],
    ['a list of 16,000 items', filled('- a\n'), 'too-many-blocks'],
    ['tables without end', filled('a|b\n-|-\n'), 'too-many-blocks'],
    ['10,000 brackets', '[a]'.repeat(10_000), 'too-many-links'],
    ['10,000 tags', '<br>'.repeat(10_000), 'too-many-inlines'],
    ['tags that nothing closes', '<sub>'.repeat(10_000), 'too-many-inlines'],
    ['tags that nothing opens', '</SUP >'.repeat(8_000), 'too-many-inlines'],
    ['comments that nothing ends', '<!--'.repeat(10_000), 'too-many-inlines'],
    ['a fence that ends', `~~~\n~~~\n${filled('- a\n')}`, 'too-many-blocks'],
    ['backticks that are no fence', `\`\`\` a \`\`\`\n${filled('- a\n')}`, 'too-many-blocks'],
  ])('refuses %s before it is parsed', (_what, body, code) => expect(refusalOnItsFace(body)).toMatchObject({ code }));

  it.each([
    ['a table of 100 columns', table(99)],
    ['code of 20,000 lines', `\`\`\`js\n${'a[1]\n'.repeat(13_000)}\`\`\`\n`],
    ['code of 20,000 tags', `\`\`\`html\n${'<br>\n'.repeat(13_000)}\`\`\`\n`],
    ['tags that stay text', '<b>'.repeat(20_000)],
    ['a fence within a longer fence', `~~~~\n~~~\n${'[\n'.repeat(20_000)}~~~~\n`],
    ['text of 64 KiB', filled('Some words, as people write them, in a paragraph.\n')],
    ['a line of pipes', 'a | '.repeat(10_000)],
    ['nothing', ''],
  ])('passes %s', (_what, body) => expect(refusalOnItsFace(body)).toBeUndefined());

  it('stops at its bounds exactly', () => {
    expect(refusalOnItsFace('a\n\n'.repeat(FACE_LIMITS.lines))).toBeUndefined();
    expect(refusalOnItsFace('a\n\n'.repeat(FACE_LIMITS.lines + 1))).toMatchObject({ code: 'too-many-blocks' });
    expect(refusalOnItsFace('['.repeat(FACE_LIMITS.brackets))).toBeUndefined();
    expect(refusalOnItsFace('['.repeat(FACE_LIMITS.brackets + 1))).toMatchObject({ code: 'too-many-links' });
    expect(refusalOnItsFace('<br>'.repeat(FACE_LIMITS.tags))).toBeUndefined();
    expect(refusalOnItsFace('<br>'.repeat(FACE_LIMITS.tags + 1))).toMatchObject({ code: 'too-many-inlines' });
  });

  it('refuses nothing that people write', () => {
    const piece = fc.constantFrom('# A\n', 'Text with *words* and [links](https://a.example).\n', '- item\n', '> said\n', '```\ncode[1]\n```\n', 'H<sub>2</sub>O<br>\n', '| a | b |\n| - | - |\n| 1 | 2 |\n\n'); // prettier-ignore
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 400 }), (pieces) => {
        const body = pieces.join('\n');
        fc.pre(markdownRefusal(body) === undefined);
        expect(refusalOnItsFace(body)).toBeUndefined();
      }),
    );
  });
});
