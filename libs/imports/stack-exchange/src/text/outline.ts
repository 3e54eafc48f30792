import { isAllowedLink, linkAddress } from '@stoa/markdown';
import type { Block, Piece, Target } from './document.ts';

/**
 * What a reader gets of a body, as a text: equal where two bodies have the same words, breaks, links, images and inline formatting in the
 * same blocks. As a page shows them: a link that pages do not have is its text, an image a link. Neither how wide the lines of a list
 * stand apart, nor a header's cells, nor the language of code makes a difference.
 */
export const outlineOf = (blocks: readonly Block[]): string => blocks.map(outlineOfBlock).join('\n');

function outlineOfBlock(block: Block): string {
  switch (block.kind) {
    case 'text':
      return `${block.heading > 0 ? `h${block.heading}` : 'p'} ${line(block.pieces)}`;
    case 'code':
      return `code ${JSON.stringify(block.text)}`;
    case 'rule':
      return 'rule';
    case 'quote':
      return `quote {\n${outlineOf(block.blocks)}\n}`;
    case 'list':
      return `list ${block.start ?? ''} {\n${block.items.map((item) => `item {\n${outlineOf(item)}\n}`).join('\n')}\n}`;
    case 'table':
      return `table ${block.sides.join().replace(/,+$/, '')} {\n${block.rows.map(rowOf).join('\n')}\n}`;
  }
}

// Between words stand control characters, which no text holds.
const CELL = '\u0001';
const BREAK = '\u0002';
const MARKS = ['\u0003', '\u0004'];
const CODE = ['\u0005', '\u0006'];
const ONE_CODE = CODE.toReversed().join('');

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
    if (now !== marks) text += MARKS.join(now);
    marks = now;
    text += piece.kind === 'code' ? CODE.join(piece.text) : textOf(piece);
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
