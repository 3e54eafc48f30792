import { chooseBody } from './choose-body.ts';
import { Body } from './same-body.ts';

const chosen = (html: string, written: string | undefined) => chooseBody(new Body(html), written);
const address = '<a href="https://a.example/questions/1/b">';

describe('Markdown that only Stack Exchange reads so is mended', () => {
  it.each([
    ['tabs as columns of four', '<pre><code>a   b\n</code></pre>', '    a\tb', '    a   b'],
    ['a blank after the number signs of a heading', '<h2>a</h2><pre><code>#b\n</code></pre>', '##a\n\n    #b', '## a\n\n    #b'],
    ['a line before definitions', `<p>a ${address}c</a></p>`, 'a [c][1]\r\n  [1]: https://a.example/questions/1/b', 'a [c][1]\r\n\n  [1]: https://a.example/questions/1/b'], // prettier-ignore
    ['links to tags', '<p><a href="/questions/tagged/a" class="post-tag" title="b" rel="tag">a</a> <code>[tag:a]</code></p>', '[tag:a] `[tag:a]`', '[a](</questions/tagged/a> "b") `[tag:a]`'], // prettier-ignore
    ['HTML as Markdown', `<p><b>a</b> <i>b</i> <code>c</code> ${address}d</a></p>`, `<b>a</b> <i>b</i> <code>c</code> ${address}d</a>`, '**a** *b* `c` [d](<https://a.example/questions/1/b>)'], // prettier-ignore
    ['HTML as Markdown', '<p><img src="https://a.example/b.png" alt="c"></p>', '<img src="https://a.example/b.png" alt="c" />', '![c](<https://a.example/b.png>)'], // prettier-ignore
    ['numbers with a bracket as text', '<p>1) a</p>', '1) a', '1\\) a'],
    ['hidden quotes as quotes', '<blockquote class="spoiler"><p>a\n b</p></blockquote>', '>! a\n>! b', '> a\n> b'],
    ['quotes in a row as one', '<blockquote><p>a</p><p>b</p></blockquote>', '> a\r\n\r\n> b', '> a\r\n>\n> b'],
    ['titles of linked questions', `<p>${address}How?</a></p>`, 'https://a.example/questions/1/b', '[How?](<https://a.example/questions/1/b>)'], // prettier-ignore
    ['images by https', '<p><img src="https://i.stack.imgur.com/a.png" alt="b"></p>', '![b][1]\n\n[1]: http://i.stack.imgur.com/a.png', '![b][1]\n\n[1]: https://i.stack.imgur.com/a.png'], // prettier-ignore
  ])('%s: %s', (reason, html, written, markdown) =>
    expect(chosen(html, written)).toEqual({ markdown, way: 'mended', reasons: [reason] }),
  );
});

describe('the HTML is taken', () => {
  it.each([
    ['where there is no Markdown', undefined, '<p>a</p>', 'a', 'no Markdown in the dump'],
    ['where it has other words', 'a <u>b</u>', '<p>a <u>b</u></p>', 'a b', 'Markdown that reads as another text'],
    ['where it has other blocks', 'a\n* b', '<p>a\n* b</p>', 'a * b', 'Markdown that reads as another text'],
    ['where words stand in other blocks', 'a\n\nb', '<p>a\nb</p>', 'a b', 'Markdown of which other blocks come'],
    ['where it links elsewhere', '[a](https://a.example)', '<p><a href="https://b.example">a</a></p>', '[a](https://b.example)', 'Markdown of which other links or formatting come'], // prettier-ignore
    [
      'where it lacks words that look like an attribute',
      'a',
      '<p>a rel="b"</p>',
      'a rel="b"',
      'Markdown that reads as another text',
    ],
    ['where a mend would not do', '#a <u>b</u>', '<h1>a <u>b</u></h1>', '# a b', 'Markdown that reads as another text'],
  ])('%s', (_, written, html, markdown, reason) => {
    const { markdown: taken, ...how } = chosen(html, written);
    expect(taken.replace('\\', '')).toBe(markdown);
    expect(how).toEqual({ way: 'fromHtml', reasons: [reason] });
  });
});

it.each([
  ['comments', '<p>a</p><pre><code>b\n</code></pre>', 'a\n\n<!-- language: lang-js -->\n\n    b'],
  ['elements that our renderer has', '<p>H<sub>2</sub>O<br>\n<kbd>b</kbd></p>', 'H<sub>2</sub>O<br/>\n<kbd>b</kbd>'],
  ['a tight list that was loose', '<ul>\n<li><p>a</p></li>\n<li><p>b</p></li>\n</ul>', '- a\n- b'],
])('Markdown with %s is taken as it is', (_, html, written) =>
  expect(chosen(html, written)).toEqual({ markdown: written, way: 'asWritten', reasons: [] }),
);
