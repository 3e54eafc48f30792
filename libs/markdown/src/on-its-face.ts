import { STRUCTURE_LIMITS, type MarkdownRefusal } from './markdown-refusal.ts';

/** What shows without parsing, in lines that no top-level fence holds. */
export const FACE_LIMITS = {
  /** Lines that are not blank: each is a block, or a piece of formatted text with its break. */
  lines: STRUCTURE_LIMITS.blocks,
  /** Columns of the row that makes lines a table: the parser makes a cell of each in every row. */
  columns: 100,
  /** Opening brackets, each of which the parser tries as a link. */
  brackets: 4_000,
  /** HTML tags of the kinds that a body may hold, and comments. */
  tags: 5_000,
} as const;

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const TAG = /<(?:\/?(?:sub|sup|kbd|del|ins|s)|br)[ \t/>]|<!--/gi;
const DELIMITERS = /^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*$/;

/**
 * Why a body is refused by what shows without parsing it, or undefined: one walk over its lines, for what would take the parser long.
 * What passes may still be refused by its structure.
 */
export function refusalOnItsFace(markdown: string): MarkdownRefusal | undefined {
  let fence: string | undefined;
  let lines = 0;
  let brackets = 0;
  let tags = 0;
  for (let begin = 0; begin < markdown.length;) {
    const end = endOfLine(markdown, begin);
    const line = markdown.slice(begin, end);
    begin = end + 1;
    const marks = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      if (marks?.startsWith(fence) && line.trim() === marks) fence = undefined;
      continue;
    }
    if (marks && !(marks.startsWith('`') && line.includes('`', line.indexOf(marks) + marks.length))) {
      fence = marks;
      continue;
    }
    if (line.trim() !== '') lines += 1;
    brackets += countOf('[', line);
    if (line.includes('<')) tags += line.match(TAG)?.length ?? 0;
    if (lines > FACE_LIMITS.lines)
      return { code: 'too-many-blocks', message: `at most ${FACE_LIMITS.lines} lines outside of fenced code` };
    if (brackets > FACE_LIMITS.brackets)
      return { code: 'too-many-links', message: `at most ${FACE_LIMITS.brackets} opening brackets outside of fenced code` };
    if (tags > FACE_LIMITS.tags)
      return { code: 'too-many-inlines', message: `at most ${FACE_LIMITS.tags} HTML tags outside of fenced code` };
    if (countOf('|', line) > FACE_LIMITS.columns && DELIMITERS.test(line))
      return { code: 'too-many-cells', message: `tables of at most ${FACE_LIMITS.columns} columns` };
  }
  return undefined;
}

function endOfLine(text: string, begin: number): number {
  const end = text.indexOf('\n', begin);
  return end < 0 ? text.length : end;
}

function countOf(character: string, line: string): number {
  let count = 0;
  for (let at = line.indexOf(character); at >= 0; at = line.indexOf(character, at + 1)) count += 1;
  return count;
}
