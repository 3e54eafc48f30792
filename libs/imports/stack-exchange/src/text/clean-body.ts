import type { TextChanges } from '../import-report.ts';
import type { NamedKind, Tally } from '../tally.ts';
import { isVisible } from './clean-line.ts';

/** Characters. */
export const MOST_OF_BODY = 64 * 1024;
export const MOST_OF_BIO = 8 * 1024;
const EMPTY = '*(This answer is empty.)*';
const UNREADABLE = /\p{Surrogate}|\0/gu;

/** Why a Markdown text cannot be rendered, or undefined. */
export type MarkdownRefusal = (markdown: string) => string | undefined;

/** Makes bodies acceptable to the contracts and the renderer, and counts what it had to change. No text is ever dropped whole. */
export class BodyCleaner {
  constructor(
    private readonly tally: Pick<Tally, 'text' | 'name'>,
    private readonly refusal: MarkdownRefusal,
  ) {}

  /** `of` names the post or person in the report. */
  question = (markdown: string, of: string): string => this.clean(markdown, MOST_OF_BODY, of);
  bio = (markdown: string, of: string): string => this.clean(markdown, MOST_OF_BIO, of);

  answer(markdown: string, of: string): string {
    const clean = this.clean(markdown, MOST_OF_BODY, of);
    if (isVisible(clean)) return clean;
    this.changed('bodiesEmpty', of);
    return EMPTY;
  }

  private changed(what: Extract<NamedKind, keyof TextChanges>, of: string): void {
    this.tally.text[what]++;
    this.tally.name(what, of);
  }

  private clean(markdown: string, max: number, of: string): string {
    let text = markdown.replace(UNREADABLE, '\ufffd');
    if (text !== markdown) this.changed('bodiesCleaned', of);
    const within = cutTo(text, max);
    if (within !== text) this.changed('bodiesCut', of);
    text = within;
    if (this.refusal(text) === undefined) return text;
    this.changed('bodiesAsCode', of);
    return asCode(text, max);
  }
}

/** A text as an indented code block, which nothing within can end. */
const asCode = (text: string, max: number): string => cutTo(text.replace(/(^|\r\n?|\n)/g, '$1    '), max);

/** The first `max` characters (code points). */
export function cutTo(text: string, max: number): string {
  if (text.length <= max) return text;
  let end = 0;
  for (let count = 0; count < max && end < text.length; count++) end += text.codePointAt(end)! > 0xffff ? 2 : 1;
  return text.slice(0, end);
}
