import { plainText } from './index.ts';

describe('an excerpt', () => {
  it.each([
    ['leaves formatting out', '# Hi\n\n*Some* [text](https://a.example) with `code`', 100, 'Hi Some text with code'],
    ['keeps code, cells and alternative texts', '```\na\n```\n\n|b|\n|-|\n|c|\n\n![d `e`](https://f.example)', 100, 'a b c d e'],
    ['leaves out what a task list marks', '- [x] done', 100, 'done'],
    ['shows raw HTML as written', 'a <b>c</b>', 100, 'a <b>c</b>'],
    ['leaves allowed tags and comments out', 'H<sub>2</sub>O<br>a<!-- b --> <sub>', 100, 'H2O a <sub>'],
    ['shows characters, not their names', 'a &amp; b &lt;', 100, 'a & b <'],
    ['is one line', 'a\nb  \nc\n\nd', 100, 'a b c d'],
    ['ends at a word', 'several words here', 15, 'several words…'],
    ['ends at a word that just fits', 'several words here', 14, 'several words…'],
    ['cuts a word that is too long', 'abcdefgh', 4, 'abc…'],
    ['counts an emoji as one and never halves it', '😀😀😀😀', 3, '😀😀…'],
    ['fits exactly', 'abcd', 4, 'abcd'],
    ['is empty where there is no room', 'abcd', 0, ''],
    ['of nothing is nothing', '', 10, ''],
  ])('%s', (_, markdown, length, text) => expect(plainText(markdown, length)).toBe(text));
});
