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
