import type { TextChanges } from '../import-report.ts';
import { isVisible } from './clean-line.ts';

export const BODY_BYTES = 64 * 1024;
export const BIO_BYTES = 8 * 1024;
const EMPTY = '*(This answer is empty.)*';
const UNREADABLE = /\p{Surrogate}|\0/gu;

/** Why a Markdown text cannot be rendered, or undefined. */
export type MarkdownRefusal = (markdown: string) => string | undefined;

/** Makes bodies acceptable to the contracts and the renderer, and counts what it had to change. No text is ever dropped whole. */
export class BodyCleaner {
  constructor(
    private readonly changes: TextChanges,
    private readonly refusal: MarkdownRefusal,
  ) {}

  question = (markdown: string): string => this.clean(markdown, BODY_BYTES);
  bio = (markdown: string): string => this.clean(markdown, BIO_BYTES);

  answer(markdown: string): string {
    const clean = this.clean(markdown, BODY_BYTES);
    if (isVisible(clean)) return clean;
    this.changes.bodiesEmpty++;
    return EMPTY;
  }

  private clean(markdown: string, max: number): string {
    let text = markdown.replace(UNREADABLE, '\ufffd');
    if (text !== markdown) this.changes.bodiesCleaned++;
    const within = cutToBytes(text, max);
    if (within !== text) this.changes.bodiesCut++;
    text = within;
    if (this.refusal(text) === undefined) return text;
    this.changes.bodiesAsCode++;
    return asCode(text, max);
  }
}

/** A text as an indented code block, which nothing within can end. */
const asCode = (text: string, max: number): string => cutToBytes(text.replace(/(^|\r\n?|\n)/g, '$1    '), max);

/** The longest beginning of whole characters within `max` bytes of UTF-8. */
export function cutToBytes(text: string, max: number): string {
  if (text.length * 3 <= max || Buffer.byteLength(text, 'utf8') <= max) return text;
  const bytes = Buffer.from(text, 'utf8');
  let end = max;
  while (end > 0 && (bytes[end]! & 0xc0) === 0x80) end--;
  return bytes.toString('utf8', 0, end);
}
