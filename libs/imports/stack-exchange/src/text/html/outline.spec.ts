import { arbitraryHtml } from '../../testing/arbitrary-html.ts';
import fc from 'fast-check';
import { parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { outlineOf, wordsOf } from './outline.ts';
import { cleanText } from './pieces.ts';
import { readHtml } from './read-html.ts';

const outline = (html: string) => outlineOf(readHtml(html));

describe('two bodies have one outline', () => {
  it.each([
    ['white space aside', '<p>a\n b </p>\n\n<p>c</p>', '<p>a b</p><p> c</p>'],
    ['by whatever names their marks go', '<b>a</b> <i>b</i> <strike>c</strike>', '<strong>a</strong> <em>b</em> <del>c</del>'],
    ['wherever marks begin in spaces', '<em>a </em>b', '<em>a</em> b'],
    ['whether a list is tight', '<ul><li>a</li></ul>', '<ul><li><p>a</p></li></ul>'],
    ['with an image or its link', '<img src="https://a.example" alt="b">', '<a href="https://a.example">b</a>'],
    ['with a link that no page has, or its text', '<a href="/a">b</a>', 'b'],
    ['percent-encoded or not', '<a href="https://é.example/ü">a</a>', '<a href="https://xn--9ca.example/%C3%BC">a</a>'],
    ['whatever language code is in', '<pre><code class="language-a">b\n</code></pre>', '<pre><code>b</code></pre>'],
  ])('%s', (_, one, other) => expect(outline(one)).toBe(outline(other)));
});

describe('two bodies have different outlines', () => {
  it.each([
    ['by a word', 'a', 'b'],
    ['by a space', 'ab', 'a b'],
    ['by a break', 'a b', 'a<br>b'],
    ['by a block', '<p>a b</p>', '<p>a</p><p>b</p>'],
    ['by the level of a heading', '<h1>a</h1>', '<h2>a</h2>'],
    ['by a mark', '<sub>2</sub>', '<sup>2</sup>'],
    ['by marks in marks', 'e<sup>x<sup>2</sup></sup>', 'e<sup>x2</sup>'],
    ['by code', '<code>a</code>', 'a'],
    ['by code that looks like it', '<code>a</code>', '`a`'],
    ['by where a link leads', '<a href="https://a.example/b">c</a>', '<a href="https://a.example/d">c</a>'],
    ['by a title', '<a href="https://a.example" title="b">c</a>', '<a href="https://a.example">c</a>'],
    ['by white space in a block of code', '<pre>a  b</pre>', '<pre>a b</pre>'],
    ['by an item', '<ul><li>a<li>b</ul>', '<ul><li>a b</ul>'],
    ['by a number', '<ol><li>a</ol>', '<ol start="2"><li>a</ol>'],
    ['by a cell', '<table><tr><td>a<td>b</table>', '<table><tr><td>a b</table>'],
    ['by the side of a column', '<table><tr><td align="right">a</table>', '<table><tr><td>a</table>'],
    ['by a rule', 'a<hr>b', '<p>a</p>b'],
    ['by a quote', '<blockquote>a</blockquote>', 'a'],
  ])('%s', (_, one, other) => expect(outline(one)).not.toBe(outline(other)));
});

it('holds every word of the HTML, in order', () => {
  const textIn = (node: Tree.ChildNode): string =>
    node.nodeName === '#text' ? (node as Tree.TextNode).value : 'childNodes' in node ? node.childNodes.map(textIn).join('') : '';
  const withoutImages = arbitraryHtml.map((html) => html.replace(/<img [^>]*>/g, ''));
  fc.assert(
    fc.property(withoutImages, (html) => {
      const text = cleanText(parseFragment(html).childNodes.map(textIn).join(''));
      expect(wordsOf(outline(html))).toBe(text.replace(/\s/g, ''));
    }),
    { numRuns: 200 },
  );
});
