import { isAllowedLink, linkAddress } from '@stoa/markdown';
import type { Block, Piece, Target } from './document.ts';

/**
 * What a reader gets of a body, as a text: equal where two bodies have the same words, breaks, links, images and inline formatting in the
 * same blocks. As a page shows them: a link that pages do not have is its text, an image a link. Neither how wide the lines of a list
 * stand apart, nor a header's cells, nor the language of code makes a difference.
 */
export const outlineOf = (blocks: readonly Block[]): string => blocks.map(outlineOfBlock).join('\n');

/** An outline without links and inline formatting. */
export const withoutMarks = (outline: string): string => outline.replace(/\u0003[^\u0004]*\u0004|[\u0005\u0006]/g, '');

/** The words of an outline without the white space between them, whatever blocks they stand in. */
export const wordsOf = (outline: string): string => withoutMarks(outline).replace(/\u0007[^\u0008]*\u0008|[\s\u0001\u0002]/g, '');

// What is no word stands between control characters, which no text holds.
const CELL = '\u0001';
const BREAK = '\u0002';
const between = (begin: string, end: string) => (text: string) => begin + text + end;
const marked = between('\u0003', '\u0004');
const code = between('\u0005', '\u0006');
const block = between('\u0007', '\u0008');
const ONE_CODE = '\u0006\u0005';

function outlineOfBlock(one: Block): string {
  const within = (name: string, content: string) => `${block(name)}\n${content}\n${block('end')}`;
  switch (one.kind) {
    case 'text':
      return block(one.heading > 0 ? `h${one.heading}` : 'p') + line(one.pieces);
    case 'code':
      return within('code', one.text);
    case 'rule':
      return block('rule');
    case 'quote':
      return within('quote', outlineOf(one.blocks));
    case 'list':
      return within(`list ${one.start ?? ''}`, one.items.map((item) => within('item', outlineOf(item))).join('\n'));
    case 'table':
      return within(`table ${one.sides.join().replace(/,+$/, '')}`, one.rows.map(rowOf).join('\n'));
  }
}

/** Cells that a row lacks are empty. */
const rowOf = (row: readonly Piece[][]) => row.map((cell) => line(cell) + CELL).join('').replace(/\u0001+$/, ''); // prettier-ignore

/** Marks stand before the first word that has them, and before the first that has others. */
function line(pieces: readonly Piece[]): string {
  let text = '';
  let marks = '';
  for (const piece of pieces) {
    if (piece.kind === 'space' || piece.kind === 'break') {
      text += piece.kind === 'space' ? ' ' : BREAK;
      continue;
    }
    const now = marksOf(piece);
    if (now !== marks) text += marked(now);
    marks = now;
    text += piece.kind === 'code' ? code(piece.text) : textOf(piece);
  }
  return text.replaceAll(ONE_CODE, '');
}

const textOf = ({ text, image }: Piece) => text || (image ? linkAddress(image.address) : '');

function marksOf({ marks, image }: Piece): string {
  const shown = marks.flatMap((mark) => (mark.link ? (shownTarget(mark.link) ?? []) : mark.kind));
  const linked = marks.some(({ link }) => link && shownTarget(link) !== undefined);
  return (image && !linked ? [shownTarget(image) ?? [], ...shown].flat() : shown).join(' ');
}

function shownTarget({ address, title }: Target): string | undefined {
  const shown = linkAddress(address);
  return isAllowedLink(shown) ? `${shown}${title ? ` "${title}"` : ''}` : undefined;
}
