import { markdownRefusal } from '../markdown-refusal.ts';
import { renderMarkdown } from '../render-markdown.ts';

// What the pool calls by name, on its own thread.
export const refusal = markdownRefusal;
export const render = renderMarkdown;
