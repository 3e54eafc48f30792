import type { VNode } from 'preact';

const HEADING = /(<\/?h)([1-6])>/g;
const LOWEST = 6;

/**
 * A body's HTML as the renderer's allow-list made it; the only place where HTML enters a page unescaped. Its headings move below the page's
 * own: a body's first order becomes `top`, so that a page has one outline. Only real tags match, since text is escaped.
 */
export const Body = ({ html, top }: { html: string; top: number }): VNode => (
  <div class="body" dir="auto" dangerouslySetInnerHTML={{ __html: headingsBelow(html, top) }} />
);

const headingsBelow = (html: string, top: number): string =>
  html.replace(HEADING, (_tag, start: string, level: string) => `${start}${Math.min(LOWEST, Number(level) + top - 1)}>`);
