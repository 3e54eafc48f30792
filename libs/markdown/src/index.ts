export { STRUCTURE_LIMITS, markdownRefusal, type MarkdownRefusal } from './markdown-refusal.ts';
export { plainText } from './plain-text.ts';
export { renderMarkdown, rendererVersion } from './render-markdown.ts';
