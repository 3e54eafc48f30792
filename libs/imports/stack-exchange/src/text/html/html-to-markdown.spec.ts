import { renderMarkdown } from '@stoa/markdown';
import fc from 'fast-check';
import { arbitraryHtml } from '../../testing/arbitrary-html.ts';
import { htmlToMarkdown } from './html-to-markdown.ts';
import { outlineOf } from './outline.ts';
import { readHtml } from './read-html.ts';

const outline = (html: string) => outlineOf(readHtml(html));

describe('Markdown of HTML', () => {
  it.each([
    ['marks', '<p>a <b>b <i>c</i></b> <strike>d</strike></p>', 'a **b _c_** ~~d~~'],
    ['elements without Markdown', '<p>H<sub>2</sub>O <kbd>a</kbd> <ins>b</ins> e<sup>x<sup>2</sup></sup></p>', 'H<sub>2</sub>O <kbd>a</kbd> <ins>b</ins> e<sup>x<sup>2</sup></sup>'], // prettier-ignore
    ['brackets and stars', '<p>[a] *b* 1 < 2 &amp;amp; &lt;b&gt; snake_case</p>', '\\[a] \\*b\\* 1 < 2 \\&amp; \\<b> snake_case'],
    [
      'code with its language',
      '<pre class="lang-js prettyprint"><code>a\n\n  &lt;b&gt;\n</code></pre>',
      '```js\na\n\n  <b>\n```',
    ],
    ['code with ticks', '<pre>```\n</pre><p><code>a`b</code></p>', '````\n```\n````\n\n``a`b``'],
    ['an address with underscores', '<p><a href="http://a.example/b_c_d">e_f</a> <a href="https://a.example/_">https://a.example/_</a></p>', '[e_f](http://a.example/b_c_d) <https://a.example/_>'], // prettier-ignore
    [
      'an address that is no link',
      '<p>https://a.example www.a.example a@b.example</p>',
      'https\\://a.example www\\.a.example a\\@b.example',
    ],
    ['an image', '<p><img src="https://a.example/b.png" alt="c [d]"></p>', '![c \\[d\\]](https://a.example/b.png)'],
    ['breaks', '<p>a<br>b<br><br>c</p><h2>d<br>e</h2>', 'a\\\nb<br><br>c\n\n## d<br>e'],
    [
      'a link that could be a definition',
      '<p><a href="https://a.example"><code>]:</code><br>a</a></p>',
      '[`]:`<br>a](https://a.example "")',
    ],
    ['a tight list, and a loose one', '<ul><li>a</li><li>b</li></ul><ol start="3"><li><p>c</p></li><li><p>d</p></li></ol>', '- a\n- b\n\n3. c\n\n4. d'], // prettier-ignore
    ['a list in a quote', '<blockquote><p>a</p><ul><li>b</li></ul></blockquote>', '> a\n>\n> - b'],
    ['a table', '<table><thead><tr><th style="text-align: right">a</th><th>b|c</th></tr></thead><tbody><tr><td>1<br>2</td><td><code>|</code></td></tr></tbody></table>', '| a | b\\|c |\n| --: | --- |\n| 1<br>2 | `\\|` |'], // prettier-ignore
    ['a cell with spaces that do not break', '<table><tr><td>&nbsp;a&nbsp;b</td></tr></table>', '| &#160;a\u00a0b |\n| --- |'],
    ['a cell with blocks, as lines', '<table><tr><td><p>a</p><ul><li>b</li></ul></td></tr></table>', '| a<br>b |\n| --- |'],
    ['spaces within marks', '<p>a<em> b </em>c</p>', 'a *b* c'],
    ['marks within words, before and after punctuation', '<p>a<b>(b)</b>c</p>', '&#x61;**(b)**&#x63;'],
    ['symbols beside marks', '<p><em>🚀</em>a_🚀b_</p>', '*🚀*<!-- -->a\\_🚀b\\_'],
    ['elements of any name', '<p><constructor>a</constructor></p>', 'a'],
    [
      'lists that begin anywhere',
      '<ol start=""><li>a</ol><ol start="-1"><li>b</ol><ol start="0"><li>c</ol>',
      '1. a\n\n1) b\n\n0. c',
    ],
    ['what no page shows', '<p>a<!-- b --><script>c()</script></p>', 'a'],
    ['nothing', ' ', ''],
  ])('%s', (_, html, markdown) => {
    expect(outline(renderMarkdown(htmlToMarkdown(html)))).toBe(outline(html));
    expect(htmlToMarkdown(html)).toBe(markdown);
  });

  it('keeps text and blocks of any HTML', () => {
    fc.assert(
      fc.property(arbitraryHtml, (html) => {
        const markdown = htmlToMarkdown(html);
        expect({ markdown, outline: outline(renderMarkdown(markdown)) }).toEqual({ markdown, outline: outline(html) });
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['elements in elements', '<b><i><blockquote><ul><li>'.repeat(2_000)],
    ['elements that close in another order', '<b><p></b>'.repeat(1_000)],
    ['rows and columns', `<table><tr>${'<td>a'.repeat(500)}${'<tr><td>b'.repeat(500)}</table>`],
  ])('takes %s', (_, html) => {
    expect(htmlToMarkdown(`${html}end`)).toContain('end');
    expect(htmlToMarkdown(html).length).toBeLessThan(2 * html.length);
  });
});
