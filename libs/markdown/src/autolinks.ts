import type { MarkdownIt, StateCore, StateInline, Token } from 'markdown-it';
import { domainLength, emailsIn, linkLength } from './autolink-extent.ts';

/**
 * GitHub's extended autolinks: `https://…`, `http://…`, `www.…` and e-mail addresses in running text become links. Our own rules, because
 * the parser's linkifier finds other extents than the specification. Each looks at a piece of text a bounded number of times.
 */
export function autolinks(markdown: MarkdownIt): void {
  markdown.inline.ruler.at('text', textUpToWww);
  markdown.inline.ruler.before('text', 'autolink_www', wwwAddress);
  markdown.inline.ruler.at('linkify', webAddress);
  markdown.core.ruler.at('linkify', emailAddresses);
}

const COLON = 0x3a;
const LOWER_W = 0x77;
/** What may stand before `www.`: nothing, white space, or an opening delimiter. */
const BEFORE_WWW = /[\s*_~([]/;

/** `http://…` and `https://…`, when the parser has come to the colon. Never within a link's label (silent). */
function webAddress(state: StateInline, silent: boolean): boolean {
  const { pos, src } = state;
  if (src.charCodeAt(pos) !== COLON || silent || state.linkLevel > 0 || !src.startsWith('://', pos)) return false;
  const scheme = /(?<![a-z])https?$/i.exec(src.slice(Math.max(0, pos - 6), pos))?.[0];
  if (!scheme || state.pending.length < scheme.length) return false;
  return pushLink(state, pos - scheme.length, pos + '://'.length, '');
}

/** `www.…`, when the parser has come to its first letter. */
function wwwAddress(state: StateInline, silent: boolean): boolean {
  const { pos, src } = state;
  if (src.charCodeAt(pos) !== LOWER_W || silent || state.linkLevel > 0 || !src.startsWith('www.', pos)) return false;
  return (pos === 0 || BEFORE_WWW.test(src[pos - 1] as string)) && pushLink(state, pos, pos + 'www.'.length, 'http://');
}

/** Turns the text from `start` on into a link, if a domain begins at `domain`; the parser has passed the text before its position. */
function pushLink(state: StateInline, start: number, domain: number, prefix: string): boolean {
  const hostLength = domainLength(state.src, domain, state.posMax);
  if (hostLength === 0) return false;
  const length = linkLength(state.src, start, state.posMax);
  if (start + length <= domain) return false;
  const text = state.src.slice(start, start + length);
  const href = state.md.normalizeLink(prefix + text);
  if (state.pos > start) state.pending = state.pending.slice(0, start - state.pos);
  const open = state.push('link_open', 'a', 1);
  open.attrs = [['href', href]];
  state.push('text', '', 0).content = text;
  state.push('link_close', 'a', -1);
  state.pos = start + length;
  return true;
}

/** The parser's rule for plain text, which also halts where `www.` begins. */
function textUpToWww(state: StateInline, silent: boolean): boolean {
  const { pos, posMax, src } = state;
  let end = pos;
  while (end < posMax && !HALTS[src.charCodeAt(end)]) {
    if (end > pos && src.charCodeAt(end) === LOWER_W && src.startsWith('www.', end)) break;
    end++;
  }
  if (end === pos) return false;
  if (!silent) state.pending += src.slice(pos, end);
  state.pos = end;
  return true;
}

/** Characters at which some rule of the parser may begin. */
const HALTS: readonly boolean[] = Array.from({ length: 128 }, (_, code) =>
  '\n!#$%&*+-:<=>@[\\]^_`{}~'.includes(String.fromCharCode(code)),
);

function emailAddresses({ tokens, Token: TokenClass }: StateCore): void {
  for (const token of tokens) {
    if (token.type === 'inline' && token.children && token.content.includes('@'))
      token.children = withEmails(token.children, TokenClass);
  }
}

function withEmails(children: readonly Token[], TokenClass: typeof Token): Token[] {
  const result: Token[] = [];
  let inLink = 0;
  const push = (type: string, tag: string, nesting: -1 | 0 | 1) => {
    const token = new TokenClass(type, tag, nesting);
    result.push(token);
    return token;
  };
  for (const child of children) {
    if (child.type === 'link_open' || child.type === 'link_close') inLink += child.nesting;
    const emails = child.type === 'text' && inLink === 0 ? emailsIn(child.content) : [];
    let done = 0;
    for (const { start, end, hasScheme } of emails) {
      const text = child.content.slice(start, end);
      if (start > done) push('text', '', 0).content = child.content.slice(done, start);
      push('link_open', 'a', 1).attrs = [['href', hasScheme ? text : `mailto:${text}`]];
      push('text', '', 0).content = text;
      push('link_close', 'a', -1);
      done = end;
    }
    if (done === 0) result.push(child);
    else if (done < child.content.length) push('text', '', 0).content = child.content.slice(done);
  }
  return result;
}
