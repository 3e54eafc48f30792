import TurndownService from 'turndown';
import { gfm } from 'turndown-plugin-gfm';

const service = new TurndownService({
  headingStyle: 'atx',
  hr: '---',
  bulletListMarker: '-',
  codeBlockStyle: 'fenced',
  emDelimiter: '*',
});
service.use(gfm);
// The plug-in writes one tilde, which not every reader of Markdown takes for strike-through.
service.addRule('strikethrough', { filter: ['del', 's'], replacement: (content) => `~~${content}~~` });

/** Markdown that renders as the given HTML does, as far as Markdown can say it. */
export const htmlToMarkdown = (html: string): string => (html.trim() === '' ? '' : service.turndown(html));
