import fc from 'fast-check';
import { renderMarkdown } from './index.ts';
import { faultOf } from './testing/strict-html.ts';

/** Ways to write an address that some browser once ran as a script. */
const SCRIPT_ADDRESSES = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'javascript&colon;alert(1)',
  'javascript&#58;alert(1)',
  '&#106;avascript:alert(1)',
  '&#x6A&#x61vascript:alert(1)',
  'java&#x0A;script:alert(1)',
  'java&Tab;script:alert(1)',
  'java&NewLine;script:alert(1)',
  '&#1;javascript:alert(1)',
  '&nbsp;javascript:alert(1)',
  '\\javascript:alert(1)',
  'javascript\\:alert(1)',
  'java\u200bscript:alert(1)',
  '\ufeffjavascript:alert(1)',
  'java%0ascript:alert(1)',
  'javascript://example.com/%0aalert(1)',
  'vbscript:msgbox(1)',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'data:image/svg+xml,<svg/onload=alert(1)>',
  'feed:javascript:alert(1)',
  'view-source:javascript:alert(1)',
  'blob:https://a.example/1',
  'file:///etc/passwd',
  'http:javascript:alert(1)',
  'https:///a.example',
  '//a.example',
  '\\\\a.example',
  '/\\a.example',
];
const PLACES = [
  (url: string) => `[a](${url})`,
  (url: string) => `[a](<${url}>)`,
  (url: string) => `[a]( ${url} "b")`,
  (url: string) => `[a]\n\n[a]: ${url}\n`,
  (url: string) => `[a]\n\n[a]: <${url}> 'b'\n`,
  (url: string) => `<${url}>`,
  (url: string) => `![a](${url})`,
  (url: string) => `![a]\n\n[a]: ${url}`,
  (url: string) => `[![a](${url})](${url})`,
  (url: string) => url,
];

describe('addresses that a browser might run', () => {
  it.each(SCRIPT_ADDRESSES)('%j becomes a link nowhere', (address) => {
    for (const place of PLACES) {
      const html = renderMarkdown(place(address));
      expect(faultOf(html)).toBeUndefined();
      const targets = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => new URL(href as string).href);
      expect(targets.filter((href) => !/^(?:https?:\/\/|mailto:)/.test(href))).toEqual([]);
    }
  });
});

const BREAKERS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  'a <b onmouseover="alert(1)">b</b>',
  '[a](https://b.example "\\" onmouseover=alert(1) x=\\"")',
  '[a](https://b.example \'" onclick="alert(1)\')',
  '[a](https://b.example/"onclick="alert(1))',
  '![" onerror="alert(1)](https://b.example/c.png "<script>")',
  '![<img src=x onerror=alert(1)>](https://b.example)',
  'https://b.example/"onmouseover="alert(1)',
  'www.b.example/<script>',
  '"onclick=alert(1)"@b.example',
  '```"><script>alert(1)</script>\na\n```',
  '```a&#10;b&#32;onclick=x\nc\n```',
  '`</code><script>`',
  '    </code></pre><script>',
  '|<b>|"|\n|-|-|\n|</td></table>|`|`|',
  '- [x] <input autofocus onfocus=alert(1)>',
  '</p></div></body></html>',
  '<sub>a',
  'a</sub>',
  '<sub>a<sup>b</sub>c</sup>',
  '*<sub>a*</sub>',
  '<sub>*a</sub>*',
  '[<sub>a](https://b.example)</sub>',
  '<kbd>[a</kbd>](https://b.example)',
  '~~<s>a~~</s>',
  '<del>a\n\nb</del>',
  '- <ins>a\n- b</ins>',
  '|<sub>a|b</sub>|\n|-|-|\n|<sup>|</sup>|',
  '# <kbd>a\nb</kbd>',
  '![<sub>a](https://b.example)</sub>',
  '<sub/><sub onclick=alert(1)><sub\nstyle=a></sub>',
  '</sub></p><sub>',
  '</br><br a><br//><br/ >',
  '`<sub>`</sub>',
  '<sub>`</sub>`',
  '<sub<sub>></sub>',
  '<!-- a',
  '<!-- --',
  '<!--><script>-->',
  '<!---> a -->',
  '<!-- a --!> b -->',
  'a <!-- <sub> --> b </sub>',
  '<sub><!-- </sub> -->a</sub>',
  '<!-- a\n\nb --> <script>',
  '<!-- --><![CDATA[ ]]><?php ?><!DOCTYPE html>',
  '&lt;script&gt; &#60;script&#62; &amp;lt; &lt;/p&gt;',
  '[<b>a](https://b.example)</b>',
  '[a [b](https://c.example) d](https://e.example)',
  '**a [b** c](https://d.example)',
  '# [a\n## ](https://b.example)',
  '\u0000\u0001\u0008\u000b\u000c\u001b[31m\u007f\ud800 \udfff\uffff',
  '&#0; &#1; &#x80; &#xd800; &#1114112; &unknown; &',
  '\u202egnirts\u202c \u2066a',
  '[constructor] [__proto__] [toString][hasOwnProperty]',
  '99999999999999999999. a\n\n0. b',
];

it.each(BREAKERS)('%j leaves the page whole', (body) => {
  expect(faultOf(renderMarkdown(body))).toBeUndefined();
  expect(faultOf(renderMarkdown(`> - ${body.replaceAll('\n', '\n>   ')}`))).toBeUndefined();
});

it('tags, comments, emphasis and links in any order leave the page whole', () => {
  const piece = fc.constantFrom(
    ...[
      '<sub>',
      '</sub>',
      '<SUP>',
      '</sup >',
      '<kbd>',
      '</kbd>',
      '<s>',
      '</s>',
      '<del>',
      '</del>',
      '<ins>',
      '</ins>',
      '<br>',
      '<br/>',
    ],
    ...['*', '**', '_', '~~', '`', '[', '](https://a.example)', '![', '<!--', '-->', '<!-- a -->', '<', '>', '|', '\\'],
    ...['a', ' ', '\n', '\n\n', '\n> ', '\n- ', '\n    ', '\n|-|-|\n'],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const html = renderMarkdown(pieces.join(''));
      expect({ html, fault: faultOf(html) }).toEqual({ html, fault: undefined });
    }),
    { numRuns: 1_000 },
  );
});

describe('the strict reader notices', () => {
  it.each([
    '<script>',
    '<p onclick="a">b</p>',
    '<p>',
    '</p>',
    '<p><em></p></em>',
    '<a href="javascript:a" rel="nofollow ugc noopener">b</a>',
    '<a href="https://a.example">b</a>',
    '<a href="java&#115;cript:a" rel="nofollow ugc noopener">b</a>',
    'a & b',
    'a < b',
    '<input type="text" disabled="" />',
    '<img src="https://a.example" />',
    '\u0001',
  ])('%j', (html) => expect(faultOf(html)).toBeDefined());
});
