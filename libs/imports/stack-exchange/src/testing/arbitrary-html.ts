import fc from 'fast-check';

const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** What Markdown, or our renderer, could take for its own. */
const TRAPS = [
  '*', '**', '_', '__', '`', '``', '~~', '~', '#', '##', '# a', '- ', '- a', '+ a', '1. a', '2) a', '> a', '>', '---', '***', '===', '```', '~~~',
  '[', ']', '[a]', '[a](b)', '[a]: b', '![', '!', '(', ')', '|', '| a |', '|-|', ':--', '\\', '\\*', '&', '&amp;', '&#65;', '<', '<b>', '</sub>', '<sub>',
  '<!-- a -->', '<br>', '<https://a.example>', 'https://a.example/b_c_d', 'http://a.example', 'www.a.example', 'a@b.example', 'mailto:a@b.example',
  'a_b_c', 'snake_case', 'a*b', '2 * 3', ':', '::', '[x] a', '[ ] a', '$a_b$', '\t', '    a', '  ', ' ', '\u00a0', '"', "'", 'é', '中文', '👩‍🚀', '=', '-', '+', '1.', '.',
]; // prettier-ignore

const word = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('a', 'word', 'Two words', 'end.', '(so)', ' ') },
  { weight: 3, arbitrary: fc.constantFrom(...TRAPS) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
);
const plain = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => escaped(words.join('')));
const address = fc.constantFrom(
  'https://a.example', 'http://a.example/b_c_(d)', 'https://a.example/?a=1&b=2#c', 'https://a.example/[b]', 'https://é.example/ü x', 'mailto:a@b.example',
  '/relative', 'javascript:alert(1)', 'https://a.example/%20b', 'https://a.example/a|b', 'https://a.example/"', 'https://a.example/\\', 'https://a.example/*_*',
).map(escaped); // prettier-ignore
const title = fc.option(plain.filter((text) => text.trim() !== ''), { nil: undefined }); // prettier-ignore
const titled = (text: string | undefined) => (text === undefined ? '' : ` title="${text}"`);

/** Inline HTML, as Stack Exchange writes it and as it does not. */
const { inline } = fc.letrec<{ inline: string; one: string }>((tie) => ({
  one: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'inline' },
    plain,
    plain,
    fc.tuple(fc.constantFrom('em', 'strong', 'i', 'b', 'del', 's', 'strike', 'ins', 'kbd', 'sub', 'sup', 'code', 'span'), tie('inline')).map(([tag, html]) => `<${tag}>${html}</${tag}>`), // prettier-ignore
    fc.tuple(address, title, tie('inline')).map(([to, text, html]) => `<a href="${to}"${titled(text)}>${html}</a>`),
    fc.tuple(address, title, plain).map(([to, text, alt]) => `<img src="${to}"${titled(text)} alt="${alt}">`),
    fc.constantFrom('<br>', '<br />\n', '<!-- a -->'),
  ),
  inline: fc.array(tie('one'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
}));

const code = fc
  .array(fc.oneof(fc.constantFrom('', '\n', '\n\n', '    ', '\t', '```', '~~~', 'a\n', '- a'), fc.string({ maxLength: 6 })), {
    maxLength: 5,
  })
  .map((parts) => escaped(parts.join('')));

/** HTML of a body. */
const { blocks } = fc.letrec<{ blocks: string; block: string; item: string }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'block' },
    inline.map((html) => `<p>${html}</p>\n`),
    inline.map((html) => `<p>${html}</p>`),
    inline,
    fc.tuple(fc.integer({ min: 1, max: 6 }), inline).map(([level, html]) => `<h${level}>${html}</h${level}>\n`),
    code.map((text) => `<pre><code>${text}\n</code></pre>\n`),
    fc.constant('<hr>\n'),
    tie('blocks').map((html) => `<blockquote>\n${html}</blockquote>\n`),
    fc.tuple(fc.constantFrom('ul', 'ol'), fc.array(tie('item'), { minLength: 1, maxLength: 3 })).map(([tag, items]) => `<${tag}>\n${items.join('')}</${tag}>\n`), // prettier-ignore
    fc.array(fc.array(inline, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 3 }).map(table),
  ),
  item: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'block' },
    inline.map((html) => `<li>${html}</li>\n`),
    tie('blocks').map((html) => `<li>${html}</li>\n`),
  ),
  blocks: fc.array(tie('block'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
}));

function table([header = [], ...rows]: string[][]): string {
  const row = (cells: string[], tag: string) => `<tr>${cells.map((html) => `<${tag}>${html}</${tag}>`).join('')}</tr>\n`;
  return `<table>\n<thead>${row(header, 'th')}</thead><tbody>${rows.map((cells) => row(cells, 'td')).join('')}</tbody></table>\n`;
}

export const arbitraryHtml: fc.Arbitrary<string> = blocks;
