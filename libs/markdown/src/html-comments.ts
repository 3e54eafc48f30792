import type { MarkdownIt, StateBlock } from 'markdown-it';

/** Comments that begin a line, with nothing after them on their last: hidden, whatever blank lines they hold. */
export function htmlComments(markdown: MarkdownIt): void {
  markdown.block.ruler.at('html_block', commentBlock, { alt: ['paragraph', 'reference', 'blockquote'] });
}

function commentBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const { src, bMarks, tShift, eMarks, sCount, blkIndent } = state;
  if ((sCount[startLine] as number) - blkIndent >= 4) return false;
  const end = endOfComment(state, (bMarks[startLine] as number) + (tShift[startLine] as number));
  if (end < 0 || end > (eMarks[endLine - 1] as number)) return false;
  let line = startLine;
  while ((eMarks[line] as number) < end) {
    line += 1;
    if ((sCount[line] as number) < blkIndent && !state.isEmpty(line)) return false;
  }
  if (src.slice(end, eMarks[line]).trim() !== '') return false;
  if (!silent) state.line = line + 1;
  return true;
}

/** Where `-->` was found from a position on. */
interface Found {
  readonly from: number;
  readonly at: number;
}

/** By the parser's state: many comments that never end cost one look at the text. */
const ends = new WeakMap<object, Found>();

/** Where the comment ends that begins at a position of the state's text, or -1 if there is none; one that never ends is text. */
export function endOfComment(state: { readonly src: string }, begin: number): number {
  if (!state.src.startsWith('<!--', begin)) return -1;
  const from = begin + '<!'.length;
  let found = ends.get(state);
  if (!found || from < found.from || (found.at >= 0 && from > found.at)) {
    found = { from, at: state.src.indexOf('-->', from) };
    ends.set(state, found);
  }
  return found.at < 0 ? -1 : found.at + '-->'.length;
}
