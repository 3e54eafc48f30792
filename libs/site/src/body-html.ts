import { trusted, type Html } from '@stoa/http';

const HEADING = /(<\/?h)([1-6])>/g;
const LOWEST = 6;

/**
 * A body's HTML as the renderer's allow-list made it, its headings moved below the page's own: a body's first order becomes `top`, so that
 * a page has one outline. Only real tags match, since text is escaped.
 */
export const bodyHtml = (html: string, top: number): Html =>
  trusted(html.replace(HEADING, (_tag, start: string, level: string) => `${start}${Math.min(LOWEST, Number(level) + top - 1)}>`));
