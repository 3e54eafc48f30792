import MarkdownIt from 'markdown-it';
import { taskLists } from './task-lists.ts';

/** What a link may lead to: these schemes, or a place on the same site. Anything else stays text. */
const ALLOWED_SCHEME = /^(?:https?|mailto):/i;
const ANY_SCHEME = /^[^/?#]*:/;

/** CommonMark, tables, strike-through, task lists and autolinks; raw HTML is text. markdown-it stays linear where others do not. */
export const parser = new MarkdownIt({ html: false, linkify: true, typographer: false, maxNesting: 100 });
parser.validateLink = (url) => {
  // Browsers pass over control characters and spaces before and within a scheme.
  const seen = url.replace(/[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028\u2029\ufeff]/g, '');
  return ALLOWED_SCHEME.test(seen) || !ANY_SCHEME.test(seen);
};
// As GFM has it: an address without a scheme is a link only with `www.`, not every word with a dot in it.
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: true, fuzzyIP: false });
parser.linkify.add('www.', {
  validate: (text, position, linkify) =>
    Math.max(0, linkify.testSchemaAt(`http://${text.slice(position)}`, 'http:', 'http:'.length) - '//'.length),
  normalize: (match) => {
    match.url = `http://${match.url}`;
  },
});
parser.use(taskLists);
