import { isPosition, type Mark, type Piece } from './document.ts';

const WHITE_SPACE = /[ \t\n\f\r]+/;
/** What no page may hold; the renderer of Markdown replaces it too. */
const NOT_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff\ufffe\uffff]/gu;

export const cleanText = (text: string): string => text.replace(NOT_TEXT, '\ufffd');

/** Gathers the pieces of one block of text, with white space as a page shows it. */
export class Pieces {
  private readonly pieces: Piece[] = [];

  text(text: string, marks: readonly Mark[], isCode: boolean): void {
    if (isCode) return this.code(text, marks);
    const words = cleanText(text).split(WHITE_SPACE);
    for (const [index, word] of words.entries()) {
      if (index > 0) this.space();
      if (word === '') continue;
      const last = this.pieces.at(-1);
      if (last?.kind === 'word' && sameMarks(last.marks, marks)) this.replaceLast({ ...last, text: last.text + word });
      else this.pieces.push({ kind: 'word', text: word, marks });
    }
  }

  break(): void {
    this.trim();
    this.pieces.push({ kind: 'break', text: '\n', marks: [] });
  }

  image(address: string, title: string, alternative: string, marks: readonly Mark[]): void {
    const text = cleanText(alternative).split(WHITE_SPACE).filter(Boolean).join(' ');
    this.pieces.push({ kind: 'image', text, marks, image: { address, title } });
  }

  /** What was gathered, without white space and breaks at its ends. Begins again. */
  take(): Piece[] {
    const pieces = this.pieces.splice(0);
    const begin = pieces.findIndex((piece) => !isBlank(piece));
    const end = pieces.findLastIndex((piece) => !isBlank(piece)) + 1;
    return withMarksAround(pieces.slice(Math.max(0, begin), end));
  }

  /** Code that touches code is one. White space at its ends stands outside of it. */
  private code(text: string, marks: readonly Mark[]): void {
    const words = cleanText(text).split(WHITE_SPACE);
    const inner = words.filter(Boolean).join(' ');
    if (words[0] === '') this.space();
    if (inner === '') return;
    const last = this.pieces.at(-1);
    if (last?.kind === 'code' && sameMarks(last.marks, marks)) this.replaceLast({ ...last, text: last.text + inner });
    else this.pieces.push({ kind: 'code', text: inner, marks });
    if (words.length > 1 && words.at(-1) === '') this.space();
  }

  private space(): void {
    const last = this.pieces.at(-1);
    if (last && !isBlank(last)) this.pieces.push({ kind: 'space', text: ' ', marks: [] });
  }

  private trim(): void {
    if (this.pieces.at(-1)?.kind === 'space') this.pieces.pop();
  }

  private replaceLast(piece: Piece): void {
    this.pieces[this.pieces.length - 1] = piece;
  }
}

const isBlank = ({ kind }: Piece) => kind === 'space' || kind === 'break';

export const sameMarks = (some: readonly Mark[], others: readonly Mark[]): boolean =>
  some === others || (some.length === others.length && some.every(({ key }, index) => key === others[index]?.key));

/** Spaces and breaks are marked as what stands on both of their sides is. */
function withMarksAround(pieces: readonly Piece[]): Piece[] {
  const result = [...pieces];
  for (let begin = 0; begin < result.length; begin++) {
    if (!isBlank(result[begin] as Piece)) continue;
    let end = begin;
    while (isBlank(result[end] as Piece)) end++;
    const marks = commonMarks(result[begin - 1] as Piece, result[end] as Piece);
    for (let index = begin; index < end; index++) result[index] = { ...(result[index] as Piece), marks };
    begin = end;
  }
  return result;
}

function commonMarks(left: Piece, right: Piece): Mark[] {
  const common = left.marks.filter((mark) => !isPosition(mark) && right.marks.some(({ key }) => key === mark.key));
  const [above, below] = [left.marks.filter(isPosition), right.marks.filter(isPosition)];
  const positions = above.slice(0, above.findIndex(({ key }, index) => key !== below[index]?.key) >>> 0);
  return [...common, ...positions];
}
