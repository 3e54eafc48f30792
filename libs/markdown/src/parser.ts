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

/** The parser's token stream. A byte order mark at the beginning is none of the text. */
export const parse = (markdown: string): Token[] =>
  markdownIt.parse((markdown.startsWith('\ufeff') ? markdown.slice(1) : markdown).replace(NOT_TEXT, '\ufffd'), {});

export const { escapeHtml, unescapeAll } = markdownIt.utils;

/** An address as it stands in a page: percent-encoded, an international host in punycode. */
export const linkAddress = (address: string): string => markdownIt.normalizeLink(address);
