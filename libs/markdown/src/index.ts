export { isAllowedLink } from './link-policy.ts';
export { STRUCTURE_LIMITS, markdownRefusal, type MarkdownRefusal } from './markdown-refusal.ts';
export { MarkdownOverloaded, checkMarkdown, renderOffThread } from './off-thread/markdown-pool.ts';
export { FACE_LIMITS } from './on-its-face.ts';
export { linkAddress } from './parser.ts';
export { plainText } from './plain-text.ts';
export { renderMarkdown } from './render-markdown.ts';
export { rendererVersion } from './renderer-version.ts';
