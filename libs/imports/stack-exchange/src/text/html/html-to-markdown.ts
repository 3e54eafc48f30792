import { readHtml } from './read-html.ts';
import { toMdast } from './to-mdast.ts';
import { writeMarkdown } from './write-markdown.ts';

/** Markdown of which our renderer makes the text and blocks of the given HTML, as far as Markdown can say it. */
export const htmlToMarkdown = (html: string): string => writeMarkdown(toMdast(readHtml(html)));
