import type { MarkdownIt, StateInline, Token } from 'markdown-it';
import { endOfComment } from './html-comments.ts';

/** The elements that a body may write as HTML, without attributes, beside `<br>`. */
export const HTML_ELEMENTS: ReadonlySet<string> = new Set(['sub', 'sup', 'kbd', 'del', 'ins', 's']);

const TAG = /<(?:\/?(sub|sup|kbd|del|ins|s)[ \t\n]*|br[ \t\n]*\/?)>/iy;

const LESS_THAN = 0x3c;

/**
 * `<sub> <sup> <kbd> <del> <ins> <s>` and `<br>`, each without attributes, and HTML comments within a paragraph. Two tags become an element
 * where both stand in one block and within the same emphasis and link; any other tag stays text, so that none is left open.
 */
export function htmlTags(markdown: MarkdownIt): void {
  markdown.inline.ruler.at('html_inline', tagOrComment);
  markdown.inline.ruler2.before('fragments_join', 'html_pairs', pairTags);
}

function tagOrComment(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (src.charCodeAt(pos) !== LESS_THAN) return false;
  TAG.lastIndex = pos;
  const match = TAG.exec(src);
  const end = match ? TAG.lastIndex : endOfComment(state, pos);
  if (end < 0 || end > posMax) return false;
  if (match && !silent) pushTag(state, match[0], match[1]?.toLowerCase());
  state.pos = end;
  return true;
}

/** Text until its partner is found. */
function pushTag(state: StateInline, source: string, tag: string | undefined): void {
  if (tag === undefined) {
    state.push('hardbreak', 'br', 0);
    return;
  }
  const token = state.push('text', tag, 0);
  token.content = source;
  token.markup = source.startsWith('</') ? '</>' : '<>';
}

/** The tags that are open within one emphasis or link, and how many of each kind. */
interface Frame {
  readonly open: Token[];
  readonly count: Map<string, number>;
}

const frame = (): Frame => ({ open: [], count: new Map() });

function pairTags(state: StateInline): boolean {
  const frames = [frame()];
  for (const token of state.tokens) {
    const inner = frames.at(-1) as Frame;
    if (token.nesting === 1) frames.push(frame());
    else if (token.nesting === -1) frames.pop();
    else if (token.type === 'text' && token.markup === '<>') add(inner, token, 1);
    else if (token.type === 'text' && token.markup === '</>') close(inner, token);
  }
  return true;
}

function close(inner: Frame, token: Token): void {
  if (!inner.count.get(token.tag)) return;
  for (let opening = inner.open.pop(); opening; opening = inner.open.pop()) {
    add(inner, opening, -1);
    if (opening.tag !== token.tag) continue;
    Object.assign(opening, { type: 'html_open', nesting: 1, content: '' });
    Object.assign(token, { type: 'html_close', nesting: -1, content: '' });
    return;
  }
}

function add({ open, count }: Frame, token: Token, by: 1 | -1): void {
  if (by === 1) open.push(token);
  count.set(token.tag, (count.get(token.tag) ?? 0) + by);
}
