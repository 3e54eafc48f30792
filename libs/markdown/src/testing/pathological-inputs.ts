/** The largest body, in bytes. */
export const LARGEST_BODY = 65_536;

const largest = (piece: string, before = '', after = '') =>
  before + piece.repeat(Math.floor((LARGEST_BODY - bytes(before) - bytes(after)) / bytes(piece))) + after;
const around = (left: string, middle: string, right: string) => {
  const times = Math.floor((LARGEST_BODY - bytes(middle)) / bytes(left + right));
  return left.repeat(times) + middle + right.repeat(times);
};
/** Grows piece by piece until the next one would not fit. */
const growing = (piece: (index: number) => string) => {
  let text = '';
  for (let index = 0; ; index++) {
    const next = piece(index);
    if (bytes(text) + bytes(next) > LARGEST_BODY) return text;
    text += next;
  }
};
const bytes = (text: string) => Buffer.byteLength(text);

/** Labels that fall into one bucket of cmark's old hash table of 16. */
function collidingReferences(): string {
  const labels = Array.from({ length: 60_000 }, (_, index) => `x${index}`).filter((label) => {
    let hash = 0;
    for (const character of label) hash = (character.charCodeAt(0) + (hash << 6) + (hash << 16) - hash) >>> 0;
    return hash % 16 === 0;
  });
  const [first, ...others] = labels;
  return growing((index) => `[${others[index]}]: /url\n\n[${first}]\n\n`);
}

/** The cases of cmark's pathological tests, each as large as a body may be. */
export const cmarkInputs: Record<string, string> = {
  'nested strong emphasis': around('*a **a ', 'b', ' a** a*'),
  'emphasis closers without openers': largest('a_ '),
  'emphasis openers without closers': largest('_a '),
  'link closers without openers': largest('a]'),
  'link openers without closers': largest('[a'),
  'mismatched openers and closers': largest('*a_ '),
  'issue 389': '*a '.repeat(8_000) + '_a*_ '.repeat(8_000),
  'openers and closers, multiple of three': largest('c* ', 'a**b'),
  'link openers and emphasis closers': largest('[ a_'),
  'bracket, space, parenthesis': largest('[ (]('),
  'image, empty link': largest('![[]()'),
  'hard link and emphasis': '**x [a*b**c*](d)',
  'nested brackets': around('[', 'a', ']'),
  'nested block quotes': largest('> ', '', 'a'),
  'deeply nested lists': growing((index) => `${'  '.repeat(index)}* a\n`),
  'NUL in the text': largest('abc\u0000de\u0000'),
  backticks: growing((index) => `e${'`'.repeat(index + 1)}`),
  'unclosed links with angle': largest('[a](<b'),
  'unclosed links': largest('[a](b'),
  'unclosed comments': largest('<!--', '</'),
  'empty lines in nested lists': `${'- '.repeat(21_000)}x${'\n'.repeat(21_000)}`,
  'empty lines in nested lists in a quote': `> ${'- '.repeat(16_000)}x\n${'>\n'.repeat(16_000)}`,
  'emphasis in a deep quote': '>'.repeat(21_000) + 'a*'.repeat(21_000),
  'colliding references': collidingReferences(),
  'many references': growing((index) => `[${index}]: u\n${index % 4 === 0 ? '\n[0] \n\n' : ''}`),
  'nested inlines': around('*', 'a', '*'),
};

/** Further inputs that look for work which grows faster than the text: autolinks, tables, lazy lines, repeated destinations. */
export const ourInputs: Record<string, string> = {
  ...Object.fromEntries(
    ['[', ']', '![', '*', '_', '~', '`', '>', '> ', '- ', '#', '&', '\\', '<', '|', ':', '"', '(', ' ', '\t', '\n'].map(
      (piece) => [`only ${JSON.stringify(piece)}`, largest(piece)],
    ),
  ),
  'addresses without a host': largest('http:// '),
  'addresses in a row': largest('http://a.b'),
  'address and closing brackets': largest(')', 'http://a.b/('),
  'address and entities': largest('&a;', 'http://a.b/'),
  'www with underscores': largest('_www.'),
  'www in a row': largest('www.a '),
  'quotes before an at sign': largest('"a', '', '@b.c'),
  'at signs': largest('a@'),
  'dots before an at sign': largest('a.', '', '@b.c'),
  'wide table of empty rows': `${'|'.repeat(2_001)}\n${'|-'.repeat(2_000)}|\n${'|\n'.repeat(29_000)}`,
  'lazy lines after deep quotes': `${'> '.repeat(90)}a\n${largest('b\n').slice(0, 60_000)}`,
  'quotes of changing depth': growing((index) => `${'>'.repeat(1 + (index % 40))}a\n`),
  'lists in quotes': largest('> - '),
  'list items': largest('-\n'),
  'task list items': largest('- [x] a\n'),
  'one long address, many links': `[a]: http://b.c/${'d'.repeat(8_000)}\n\n${'[a] '.repeat(400)}`,
  'definitions without an end': largest('[a\n'),
  'definitions with titles without an end': largest('[a]: b "\n'),
  'links without an end of title': largest("[a](b 'c"),
  'nested images': around('![', 'a', '](b)'),
  'host of letters to recode': largest('é', '<http://', '>'),
  'opening tags': largest('<sub>'),
  'closing tags': largest('</sub>'),
  'nested tags': around('<sub>', 'a', '</sub>'),
  'tags in pairs': largest('<s>a</s>'),
  'tags that never match': around('<sub>', 'a', '</sup>'),
  'tags across emphasis': largest('*<sub>a*</sub>'),
  'tags with spaces': largest('<sub '),
  'one tag with spaces': largest(' ', '<sub', ''),
  breaks: largest('<br>'),
  'comments without an end': largest('<!--'),
  'lines of comments without an end': largest('<!--\n'),
  'comments that end in the last line': largest('<!--\n', '', '-->'),
  'comments in a quote that end after it': largest('> <!--\n', '', '\n-->'),
  'comments in an item that end after it': `- ${largest('  <!--\n', '', '').slice(2, -20)}\nb -->`,
  'comments in brackets': largest('[<!--'),
  'short comments': largest('<!---->'),
  'percent signs in an address': largest('%', '[a](http://a/', ')'),
};
