import { renderMarkdown } from '@stoa/markdown';
import type { Block } from './html/document.ts';
import { outlineOf, withoutMarks, wordsOf } from './html/outline.ts';
import { readHtml } from './html/read-html.ts';
import { toMdast } from './html/to-mdast.ts';
import { writeMarkdown } from './html/write-markdown.ts';

/** In what two bodies differ: in their words, in the blocks that hold the same words, or in links and inline formatting alone. */
export type Difference = 'text' | 'blocks' | 'formatting';

/** HTML that other bodies are compared with; it is read once, and only where a comparison needs it. */
export class Body {
  private face: string | undefined;
  private read: readonly Block[] | undefined;
  private outline: string | undefined;
  private converted: string | undefined;

  constructor(readonly html: string) {}

  get blocks(): readonly Block[] {
    return (this.read ??= readHtml(this.html));
  }

  /** Markdown made of it. */
  get markdown(): string {
    return (this.converted ??= writeMarkdown(toMdast(this.blocks)));
  }

  /** In what the page of a Markdown text differs from this body, or undefined where text and blocks are the same. */
  difference(markdown: string): Difference | undefined {
    const page = renderMarkdown(markdown);
    if (faceOf(page) === (this.face ??= faceOf(this.html))) return undefined;
    const outline = (this.outline ??= outlineOf(this.blocks));
    const other = outlineOf(readHtml(page));
    if (outline === other) return undefined;
    if (withoutMarks(outline) === withoutMarks(other)) return 'formatting';
    return wordsOf(outline) === wordsOf(other) ? 'blocks' : 'text';
  }
}

/** HTML that is the same in this is the same to a reader; most that is the same to a reader is in this. */
const faceOf = (html: string) =>
  html
    .replace(/(<a\b[^>]*?) rel="[^"]*"/g, '$1')
    .replace(/&quot;/g, '"')
    .replace(/ ?\/>/g, '>')
    .replace(/[ \t\r\n]*(<\/?(?:p|h[1-6]|ul|ol|li|blockquote|pre|hr|br)\b[^>]*>)[ \t\r\n]*/g, '$1');
