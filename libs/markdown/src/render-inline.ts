import type { Token } from 'markdown-it';
import { HTML_ELEMENTS } from './html-tags.ts';
import { isAllowedLink, LINK_RELATION } from './link-policy.ts';
import { escapeHtml } from './parser.ts';
import { textOf } from './text-of.ts';

/** The parser's names for emphasis, and the elements that specifications ask for. */
const EMPHASIS: ReadonlyMap<string, string> = new Map([
  ['em_open', '<em>'],
  ['em_close', '</em>'],
  ['strong_open', '<strong>'],
  ['strong_close', '</strong>'],
  ['s_open', '<del>'],
  ['s_close', '</del>'],
]);

/** Renders the text of one block. A kind of token that is not named here leaves its text, escaped. */
export function renderInline(tokens: readonly Token[]): string {
  let html = '';
  let linked = false;
  for (const token of tokens) {
    switch (token.type) {
      case 'softbreak':
        html += '\n';
        break;
      case 'hardbreak':
        html += '<br />\n';
        break;
      case 'code_inline':
        html += `<code>${escapeHtml(token.content)}</code>`;
        break;
      case 'link_open':
        linked = isAllowedLink(attribute(token, 'href'));
        if (linked) html += anchor(attribute(token, 'href'), attribute(token, 'title'));
        break;
      case 'link_close':
        if (linked) html += '</a>';
        linked = false;
        break;
      case 'image':
        html += image(token, linked);
        break;
      case 'task_marker':
        html += checkbox(token.content === 'done');
        break;
      case 'html_open':
      case 'html_close':
        html += tag(token);
        break;
      default:
        html += EMPHASIS.get(token.type) ?? escapeHtml(token.content);
    }
  }
  return html;
}

const tag = ({ tag: name, nesting }: Token) => (HTML_ELEMENTS.has(name) ? `<${nesting === 1 ? '' : '/'}${name}>` : '');

/** Nothing is loaded from elsewhere: a reader's address stays with us. Links do not nest: an image in a link is the link's text. */
function image(token: Token, linked: boolean): string {
  const source = attribute(token, 'src');
  const alternative = escapeHtml(textOf(token.children ?? []) || source);
  return linked || !isAllowedLink(source) ? alternative : `${anchor(source, attribute(token, 'title'))}${alternative}</a>`;
}

const anchor = (href: string, title: string) =>
  `<a href="${escapeHtml(href)}"${title ? ` title="${escapeHtml(title)}"` : ''} rel="${LINK_RELATION}">`;

/** Not for pressing: it shows a state, which a screen reader says. */
const checkbox = (done: boolean) =>
  `<input type="checkbox" ${done ? 'checked="" ' : ''}disabled="" aria-label="${done ? 'Completed' : 'Incomplete'} task" />`;

const attribute = (token: Token, name: string) => String(token.attrGet(name) ?? '');
