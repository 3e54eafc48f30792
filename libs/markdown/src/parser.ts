import MarkdownIt, { type Token } from 'markdown-it';
import { autolinks } from './autolinks.ts';
import { htmlComments } from './html-comments.ts';
import { htmlTags } from './html-tags.ts';
import { taskLists } from './task-lists.ts';

/** Blocks within blocks, at most, that a body may have; a list and its item count once. */
export const DEEPEST = 20;

/**
 * CommonMark, tables, strike-through, task lists, autolinks and a few HTML tags; other raw HTML is text. Links are parsed wherever they
 * lead: the renderer decides which of them become links. Nesting is cut off only beyond what a body may have (a list is two levels to the
 * parser), since each level costs a look at every line.
 */
const markdownIt = new MarkdownIt({ html: false, linkify: true, typographer: false, maxNesting: 2 * (DEEPEST + 2) });
markdownIt.validateLink = () => true;
markdownIt.use(autolinks).use(taskLists).use(htmlTags).use(htmlComments);

/** Control characters and lone surrogates, which neither HTML nor XML may hold. */
const NOT_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff\ufffe\uffff]/gu;

/** What was parsed last: who renders a text has asked just before whether it may be stored. */
let last: { readonly markdown: string; readonly tokens: readonly Token[] } | undefined;
/** Characters; what is longer is not kept. */
const KEPT = 16 * 1024;

/** The parser's token stream, for reading alone. A byte order mark at the beginning is none of the text. */
export function parse(markdown: string): readonly Token[] {
  if (last?.markdown === markdown) return last.tokens;
  const tokens = markdownIt.parse((markdown.startsWith('\ufeff') ? markdown.slice(1) : markdown).replace(NOT_TEXT, '\ufffd'), {});
  last = markdown.length <= KEPT ? { markdown, tokens } : undefined;
  return tokens;
}

export const { escapeHtml, unescapeAll } = markdownIt.utils;

/** An address as it stands in a page: percent-encoded, an international host in punycode. */
export const linkAddress = (address: string): string => markdownIt.normalizeLink(address);
