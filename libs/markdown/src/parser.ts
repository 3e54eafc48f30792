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
parser.linkify.set({ fuzzyLink: true, fuzzyEmail: true, fuzzyIP: false });
parser.use(taskLists);
