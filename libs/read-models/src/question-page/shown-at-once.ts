/** What one page or part of a list shows of a question's answers at most. */
export const AT_ONCE = {
  answers: 30,
  /** Bytes of bodies, as Markdown and as HTML. */
  bytes: 512 * 1024,
} as const;

/** The first of some answers that are shown at once: one at least, however large it is. `bytesOf` is called for those alone that may be. */
export function shownAtOnce<A>(answers: readonly A[], bytesOf: (answer: A) => number, most: number = AT_ONCE.answers): A[] {
  const shown: A[] = [];
  let bytes = 0;
  for (const answer of answers.slice(0, most)) {
    bytes += bytesOf(answer);
    if (shown.length > 0 && bytes > AT_ONCE.bytes) break;
    shown.push(answer);
  }
  return shown;
}
