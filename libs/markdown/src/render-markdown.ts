import type { Token } from 'markdown-it';
import { parser } from './parser.ts';

/** Part of every cache key: change it whenever the same Markdown may give other HTML. */
export const rendererVersion = 'markdown-it-15.0.3/stoa-1';

const { escapeHtml } = parser.utils;

/** Elements that a body may hold. What is not here never reaches a page, whatever the parser makes of the text. */
const ALLOWED = new Set(
  'p h1 h2 h3 h4 h5 h6 blockquote ul ol li pre code hr table thead tbody tr th td em strong s a br input'.split(' '),
);

const LINK_RELATION = 'nofollow ugc noopener';

/** Renders a body to HTML: raw HTML as text, links marked, an image as a link with its alternative text. Linear in the length of the text. */
export function renderMarkdown(markdown: string): string {
  return renderTokens(parser.parse(markdown, {}));
}

function renderTokens(tokens: readonly Token[]): string {
  let html = '';
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'inline') html += renderInline(token.children ?? []);
    else if (token.type === 'fence' || token.type === 'code_block') html += codeBlock(token);
    else if (token.hidden) html += tightBreak(tokens, index);
    else html += element(token) + blockBreak(tokens, index);
  }
  return html;
}

function renderInline(tokens: readonly Token[]): string {
  let html = '';
  for (const token of tokens) {
    switch (token.type) {
      case 'text':
      case 'html_inline':
      case 'text_special':
        html += escapeHtml(token.content);
        break;
      case 'softbreak':
        html += '\n';
        break;
      case 'hardbreak':
        html += '<br />\n';
        break;
      case 'code_inline':
        html += `<code>${escapeHtml(token.content)}</code>`;
        break;
      case 'image':
        html += imageLink(token);
        break;
      case 'task_marker':
        html += `<input ${token.content === 'done' ? 'checked="" ' : ''}disabled="" type="checkbox" />`;
        break;
      default:
        html += element(token);
    }
  }
  return html;
}

/** One opening, closing or empty tag; a kind that is not allowed leaves only its text. */
function element(token: Token): string {
  if (!ALLOWED.has(token.tag)) return escapeHtml(token.content);
  if (token.nesting === -1) return `</${token.tag}>`;
  if (token.type === 'link_open')
    return `<a href="${escapeHtml(String(token.attrGet('href') ?? ''))}"${titleOf(token)} rel="${LINK_RELATION}">`;
  if (token.type === 'ordered_list_open') return `<ol${startOf(token)}>`;
  if (token.tag === 'th' || token.tag === 'td') return `<${token.tag}${alignmentOf(token)}>`;
  return token.nesting === 0 ? `<${token.tag} />` : `<${token.tag}>`;
}

function codeBlock(token: Token): string {
  const language = /^[\w+#.-]+/.exec(parser.utils.unescapeAll(token.info).trim())?.[0];
  return `<pre><code${language ? ` class="language-${escapeHtml(language)}"` : ''}>${escapeHtml(token.content)}</code></pre>\n`;
}

/** Nothing is loaded from elsewhere: a reader's address stays with us. An image inside a link is the link's text. */
function imageLink(token: Token): string {
  const source = String(token.attrGet('src') ?? '');
  const alternative = parser.renderer.renderInlineAsText(token.children ?? [], parser.options, {}) || source;
  if (token.meta === INSIDE_LINK) return escapeHtml(alternative);
  return `<a href="${escapeHtml(source)}"${titleOf(token)} rel="${LINK_RELATION}">${escapeHtml(alternative)}</a>`;
}

/** Marks an image that stands in a link, since links do not nest. */
const INSIDE_LINK = { insideLink: true };
parser.core.ruler.push('images_in_links', ({ tokens }) => {
  for (const { children } of tokens) {
    let open = 0;
    for (const child of children ?? []) {
      open += child.type === 'link_open' ? 1 : child.type === 'link_close' ? -1 : 0;
      if (child.type === 'image' && open > 0) child.meta = INSIDE_LINK;
    }
  }
});

const titleOf = (token: Token) => {
  const title = token.attrGet('title');
  return title ? ` title="${escapeHtml(String(title))}"` : '';
};

const startOf = (token: Token) => {
  const start = Number(token.attrGet('start') ?? 1);
  return Number.isSafeInteger(start) && start !== 1 ? ` start="${start}"` : '';
};

const alignmentOf = (token: Token) => {
  const side = /text-align:(left|center|right)/.exec(String(token.attrGet('style') ?? ''))?.[1];
  return side ? ` align="${side}"` : '';
};

/** The line breaks between blocks that CommonMark's examples show; they change nothing that is seen. */
function blockBreak(tokens: readonly Token[], index: number): string {
  const token = tokens[index] as Token;
  if (!token.block) return '';
  if (token.nesting === 1) {
    const next = tokens[index + 1];
    if (next?.type === 'inline' || next?.hidden) return '';
    if (next?.nesting === -1 && next.tag === token.tag) return '';
  }
  return '\n';
}

/** A paragraph of a tight list shows no tags, only a break before a block that follows it. */
function tightBreak(tokens: readonly Token[], index: number): string {
  const token = tokens[index] as Token;
  const next = tokens[index + 1];
  return token.nesting === -1 && next && next.nesting !== -1 ? '\n' : '';
}
