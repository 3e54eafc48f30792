import { renderMarkdown } from './index.ts';

const rel = 'rel="nofollow ugc noopener"';
const link = (href: string, text = href) => `<a href="${href}" ${rel}>${text}</a>`;

describe('what a body may hold', () => {
  it.each([
    ['a paragraph', 'Hello *dear* **reader**,\nwelcome', '<p>Hello <em>dear</em> <strong>reader</strong>,\nwelcome</p>\n'],
    ['headings of every level', '# one\n\n###### six', '<h1>one</h1>\n<h6>six</h6>\n'],
    ['a quote', '> said', '<blockquote>\n<p>said</p>\n</blockquote>\n'],
    [
      'lists, with where they start',
      '3. c\n4. d\n\n- e',
      '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>\n<ul>\n<li>e</li>\n</ul>\n',
    ],
    ['code with its language', '```ts\na < b\n```', '<pre><code class="language-ts">a &lt; b\n</code></pre>\n'],
    ['struck text', '~~gone~~', '<p><del>gone</del></p>\n'],
    ['a hard break and a rule', 'a  \nb\n\n***', '<p>a<br />\nb</p>\n<hr />\n'],
    [
      'a table with alignment',
      '|a|b|\n|:-|-:|\n|1|`2`|',
      '<table>\n<thead>\n<tr>\n<th align="left">a</th>\n<th align="right">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td align="left">1</td>\n<td align="right"><code>2</code></td>\n</tr>\n</tbody>\n</table>\n',
    ],
    [
      'a task list',
      '- [x] done\n- [ ] open\n- [y] neither',
      '<ul>\n<li><input type="checkbox" checked="" disabled="" aria-label="Completed task" /> done</li>\n<li><input type="checkbox" disabled="" aria-label="Incomplete task" /> open</li>\n<li>[y] neither</li>\n</ul>\n',
    ],
    ['any script and emoji', 'Žluťoučký 中文 👩‍🚀', '<p>Žluťoučký 中文 👩‍🚀</p>\n'],
    ['nothing', '', ''],
  ])('%s', (_, markdown, html) => expect(renderMarkdown(markdown)).toBe(html));
});

describe('HTML', () => {
  it.each([
    [
      'a few elements, as such',
      'H<sub>2</sub>O, x<SUP>2</sup >, <kbd>Ctrl</kbd>',
      'H<sub>2</sub>O, x<sup>2</sup>, <kbd>Ctrl</kbd>',
    ],
    ['what was struck and put in', '<del>a</del> <ins>b</ins> <s>c</s>', '<del>a</del> <ins>b</ins> <s>c</s>'],
    ['breaks', 'a<br>b<br/>c<BR />d', 'a<br />\nb<br />\nc<br />\nd'],
    ['elements in elements', '<sup>a<sub>*b*</sub></sup>', '<sup>a<sub><em>b</em></sub></sup>'],
    ['an attribute, as text', '<sub id="a">b</sub>', '&lt;sub id=&quot;a&quot;&gt;b&lt;/sub&gt;'],
    ['other tags, as text', '<b>a</b> <script>', '&lt;b&gt;a&lt;/b&gt; &lt;script&gt;'],
    ['a tag without its partner, as text', '<sub>a</sup>', '&lt;sub&gt;a&lt;/sup&gt;'],
    ['the nearest partner', '<sub><sub>a</sub>', '&lt;sub&gt;<sub>a</sub>'],
    ['a tag that another closes, as text', '<sub>a<sup>b</sub>', '<sub>a&lt;sup&gt;b</sub>'],
    ['tags across emphasis, as text', '*<sub>a*</sub>', '<em>&lt;sub&gt;a</em>&lt;/sub&gt;'],
    ['tags in code, as text', '`<sub>a</sub>`', '<code>&lt;sub&gt;a&lt;/sub&gt;</code>'],
    ['escaped tags, as text', '\\<sub>a\\</sub>', '&lt;sub&gt;a&lt;/sub&gt;'],
    ['a comment, not at all', 'a<!-- *b* <sub> -->c', 'ac'],
    ['a comment of two lines, not at all', 'a <!-- b\nc --> d', 'a  d'],
    ['a comment that never ends, as text', 'a <!-- b', 'a &lt;!-- b'],
    ['a comment in code, as text', '`<!-- a -->`', '<code>&lt;!-- a --&gt;</code>'],
  ])('%s', (_, markdown, html) => expect(renderMarkdown(markdown)).toBe(`<p>${html}</p>\n`));

  it.each([
    ['a comment between blocks', 'a\n\n<!-- b -->\n\n    c', '<p>a</p>\n<pre><code>c\n</code></pre>\n'],
    ['a comment with blank lines', '<!--\n\n# a\n\n-->\nb', '<p>b</p>\n'],
    ['a comment in an item', '- a\n  <!--\n\n  b -->\n- c', '<ul>\n<li>a</li>\n<li>c</li>\n</ul>\n'],
    ['two comments in a quote', '> <!-- a -->\n> <!-- b\n> -->', '<blockquote>\n</blockquote>\n'],
  ])('hides %s', (_, markdown, html) => expect(renderMarkdown(markdown)).toBe(html));

  it('does not end a comment outside of its quote', () =>
    expect(renderMarkdown('> <!-- a\n\nb -->')).toBe('<blockquote>\n<p>&lt;!-- a</p>\n</blockquote>\n<p>b --&gt;</p>\n'));
});

describe('links', () => {
  it.each([
    ['the web', '[a](https://b.example/?c=1&d=2 "e")', `<a href="https://b.example/?c=1&amp;d=2" title="e" ${rel}>a</a>`],
    ['mail', '<mailto:a@b.example>', link('mailto:a@b.example')],
    ['a relative place, shown as text', '[here](/q/1) [there](//evil.example) [up](#top)', 'here there up'],
    ['another scheme, shown as text', '<ftp://a.example> [file](file:///etc/passwd)', 'ftp://a.example file'],
    [
      'an image, as a link with its alternative text',
      '![a *cat*](https://b.example/c.png)',
      link('https://b.example/c.png', 'a cat'),
    ],
    ['an image without alternative text', '![](https://b.example/c.png)', link('https://b.example/c.png')],
    ['an image in a link', '[![cat](https://b.example/c.png)](https://d.example)', link('https://d.example', 'cat')],
    ['an image in a link that leads nowhere', '[![cat](https://b.example/c.png)](/d)', link('https://b.example/c.png', 'cat')],
    ['an image from nowhere', '![cat](/c.png) ![](data:image/png;base64,AA)', 'cat data:image/png;base64,AA'],
  ])('to %s', (_, markdown, html) => expect(renderMarkdown(markdown)).toBe(`<p>${html}</p>\n`));
});

describe('autolinks', () => {
  it.each([
    ['see https://a.example/b.', `see ${link('https://a.example/b')}.`],
    ['(www.a.example/b_(c))', `(${link('http://www.a.example/b_(c)', 'www.a.example/b_(c)')})`],
    ['[https://a.example], then', `[${link('https://a.example')}], then`],
    [
      'www.a.example/_b_/c and *www.c.example*',
      `${link('http://www.a.example/_b_/c', 'www.a.example/_b_/c')} and <em>${link('http://www.c.example', 'www.c.example')}</em>`,
    ],
    ['a+b@c.example, mailto:d@e.example', `${link('mailto:a+b@c.example', 'a+b@c.example')}, ${link('mailto:d@e.example')}`],
    ['http://a.example/?b=c&d;', `${link('http://a.example/?b=c', 'http://a.example/?b=c')}&amp;d;`],
    ['[https://a.example](https://b.example)', link('https://b.example', 'https://a.example')],
    ['awww.a.example xhttps://a.example a@b http://a_b https://', 'awww.a.example xhttps://a.example a@b http://a_b https://'],
    ['`https://a.example` \\https\\://a.example', '<code>https://a.example</code> \\https://a.example'],
  ])('%s', (markdown, html) => expect(renderMarkdown(markdown)).toBe(`<p>${html}</p>\n`));
});
