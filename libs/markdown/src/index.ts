export { STRUCTURE_LIMITS, markdownRefusal, type MarkdownRefusal } from './markdown-refusal.ts';
export { plainText } from './plain-text.ts';
export { renderMarkdown } from './render-markdown.ts';
export { rendererVersion } from './renderer-version.ts';
