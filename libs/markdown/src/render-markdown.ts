import type { Token } from 'markdown-it';
import { escapeHtml, parse, unescapeAll } from './parser.ts';
import { renderInline } from './render-inline.ts';

/** The blocks that a body may hold. What is not here never reaches a page, whatever the parser makes of the text. */
const BLOCKS = new Set('p h1 h2 h3 h4 h5 h6 blockquote ul ol li hr table thead tbody tr th td'.split(' '));

/**
 * Renders a body to HTML: raw HTML as text but for a few tags without attributes, only absolute web and mail links, marked as the users'
 * own, an image as a link with its alternative text. Takes time in proportion to the text; ask {@link markdownRefusal} first whether a body may be stored at all.
 */
export function renderMarkdown(markdown: string): string {
  const tokens = parse(markdown);
  let html = '';
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'inline') html += renderInline(token.children ?? []);
    else if (token.type === 'fence' || token.type === 'code_block') html += codeBlock(token);
    else if (token.hidden) html += tightBreak(tokens, index);
    else html += block(token) + blockBreak(tokens, index);
  }
  return html;
}

/** One opening, closing or empty tag; of a kind that is not allowed only the text, escaped. */
function block(token: Token): string {
  const { tag, nesting } = token;
  if (!BLOCKS.has(tag)) return escapeHtml(token.content);
  if (nesting === -1) return `</${tag}>`;
  if (nesting === 0) return `<${tag} />`;
  if (tag === 'ol') return `<ol${startOf(token)}>`;
  if (tag === 'th' || tag === 'td') return `<${tag}${alignmentOf(token)}>`;
  return `<${tag}>`;
}

/** The language is one word after unescaping, so it is one class. */
function codeBlock(token: Token): string {
  const language = /^\S+/.exec(unescapeAll(token.info).trim())?.[0]?.replace(/^language-(?=.)/, '');
  return `<pre><code${language ? ` class="language-${escapeHtml(language)}"` : ''}>${escapeHtml(token.content)}</code></pre>\n`;
}

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
  if (token.nesting !== 1) return '\n';
  const next = tokens[index + 1];
  return next?.type === 'inline' || next?.hidden || (token.tag === 'li' && next?.tag === 'li') ? '' : '\n';
}

/** A paragraph of a tight list shows no tags, only a break before a block that follows it. */
function tightBreak(tokens: readonly Token[], index: number): string {
  const token = tokens[index] as Token;
  const next = tokens[index + 1];
  return token.nesting === -1 && next && next.nesting !== -1 ? '\n' : '';
}
