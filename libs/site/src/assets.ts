import { createHash } from 'node:crypto';
import { ICON } from './icon.svg.ts';
import { CSS } from './style.css.ts';

interface Asset {
  /** Changes with the content, so that it may be kept for ever. */
  readonly file: string;
  readonly type: string;
  readonly content: string;
}

const asset = (content: string, extension: string, type: string): Asset => ({
  file: `stoa.${createHash('sha256').update(content).digest('hex').slice(0, 12)}.${extension}`,
  type,
  content,
});

export const STYLE = asset(CSS, 'css', 'text/css; charset=utf-8');
export const FAVICON = asset(ICON, 'svg', 'image/svg+xml');

/** All that a page may load, by its name in an address. */
export const ASSETS: ReadonlyMap<string, Asset> = new Map([STYLE, FAVICON].map((one) => [one.file, one]));
