/** What Stack Exchange reads in Markdown and our renderer does not, or otherwise, written as our renderer reads it. */
export interface Mend {
  /** As a report has it. */
  readonly name: string;
  /** `html` is the page that the site made of the text; a mend may look there, and change what needs none. */
  readonly apply: (markdown: string, html: string) => string;
}

export const MENDS: readonly Mend[] = [
  { name: 'tabs as columns of four', apply: (markdown) => markdown.replace(/^.*\t.*$/gm, withoutTabs) },
  { name: 'a blank after the number signs of a heading', apply: outsideCode(replacing(/^(#{1,6})(?=[^#\s])/gm, '$1 ')) },
  {
    name: 'a line before definitions',
    apply: replacing(/^( {0,3}(?!\[[^\]\n]+\]:)\S[^\n]*\n)(?= {0,3}\[[^\]\n]+\]:[ \t]*\S)/gm, '$1\n'),
  },
  { name: 'links to tags', apply: outsideCode(withLinkedTags) },
  { name: 'HTML as Markdown', apply: outsideCode(htmlAsMarkdown) },
  { name: 'numbers with a bracket as text', apply: outsideCode(replacing(/^( {0,3}(?:> ?)*\d{1,9})\)(?=\s)/gm, '$1\\)')) },
  { name: 'hidden quotes as quotes', apply: outsideCode(replacing(/^( {0,3}>)! ?/gm, '$1 ')) },
  { name: 'quotes in a row as one', apply: outsideCode(replacing(/^( {0,3}>[^\n]*\n)[ \t]*\r?\n(?= {0,3}>)/gm, '$1>\n')) },
  { name: 'titles of linked questions', apply: outsideCode(withTitles) },
  { name: 'images by https', apply: replacing(/\bhttp:\/\/(?=i\.(?:stack\.)?imgur\.com\/)/g, 'https://') },
];

function replacing(pattern: RegExp, replacement: string): Mend['apply'] {
  return (markdown) => markdown.replace(pattern, replacement);
}

/** Blocks between fences or `<pre>`, code by indentation, and code in ticks. */
const CODE =
  /(?:^|\n)(`{3,}|~{3,})[^\n]*\n[^]*?(?:\n\1[^\n]*|$)|<pre\b[^]*?(?:<\/pre>|$)|(?:^|\n)(?: {4}|\t)[^\n]*|(`+)[^`](?:[^]*?[^`])?\2(?!`)/gi;

/** Changes what is no code. */
function outsideCode(change: Mend['apply']): Mend['apply'] {
  return (markdown, html) => {
    let result = '';
    let done = 0;
    for (const { 0: code, index } of markdown.matchAll(CODE)) {
      result += change(markdown.slice(done, index), html) + code;
      done = index + code.length;
    }
    return result + change(markdown.slice(done), html);
  };
}

function withoutTabs(line: string): string {
  let result = '';
  for (const part of line.split(/(\t)/)) result += part === '\t' ? ' '.repeat(4 - (result.length % 4)) : part;
  return result;
}

const link = (label: string, address: string, title = '') => `[${label}](<${address}>${title ? ` "${title}"` : ''})`;
const attributeIn = (tag: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];

/** `[tag:a]` as the site links it: the address is known from the page alone. */
function withLinkedTags(text: string, html: string): string {
  if (!text.includes('tag:')) return text;
  const links = new Map<string, string>();
  for (const [, tag = '', name = ''] of html.matchAll(/(<a [^>]*class="post-tag[^>]*>)([^<]*)<\/a>/g))
    links.set(name, link(name, attributeIn(tag, 'href') ?? '', attributeIn(tag, 'title')));
  return text.replace(/\[(?:meta-)?tag:([^\]\s]+)\]/g, (written, name: string) => links.get(name) ?? written);
}

/** Instead of an address of its own, the site shows the title of the question. */
function withTitles(text: string, html: string): string {
  if (!text.includes('://')) return text;
  const titles = new Map<string, string>();
  for (const [, address = '', title = ''] of html.matchAll(/<a href="([^"]*)"[^>]*>([^<[\]\\]+)<\/a>/g))
    titles.set(address.replaceAll('&amp;', '&'), title);
  return text.replace(/(?<![\w(<[\]:"'=/]|\]:[ \t]{1,8})https?:\/\/[^\s<>()[\]]+(?=\s|$)/g, (address) => {
    const title = titles.get(address);
    return title === undefined || title === address ? address : link(title, address);
  });
}

/** Elements without attributes as Markdown, links and images with those that Markdown has. */
function htmlAsMarkdown(text: string): string {
  if (!text.includes('<')) return text;
  return text
    .replace(/<(b|strong)>(\S|\S.{0,2000}?\S)<\/\1>/gi, '**$2**')
    .replace(/<(i|em)>(\S|\S.{0,2000}?\S)<\/\1>/gi, '*$2*')
    .replace(/<(\/?)strike>/gi, '<$1s>')
    .replace(/<code>([^`\n<&]+)<\/code>/gi, '`$1`')
    .replace(/(<a href="[^"\s<>]+"(?: title="[^"]*")?>)([^<\n]+)<\/a>/gi, (_, tag: string, label: string) =>
      link(label, attributeIn(tag, 'href') ?? '', attributeIn(tag, 'title')),
    )
    .replace(
      /<img src="[^"\s<>]+"(?: alt="[^"\]]*")?(?: title="[^"]*")? ?\/?>/gi,
      (tag) => `!${link(attributeIn(tag, 'alt') ?? '', attributeIn(tag, 'src') ?? '', attributeIn(tag, 'title'))}`,
    );
}
