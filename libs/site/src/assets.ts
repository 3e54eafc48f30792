import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { VIEW_BEACON } from '@stoa/view-beacon';
import { DASHBOARD_CSS } from './dashboard.css.ts';
import { ISLAND } from './dashboard-island.js.ts';
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

const { resolve } = createRequire(import.meta.url);
const uplot = (file: string): string => readFileSync(resolve(`uplot/dist/${file}`), 'utf8');

export const STYLE = asset(CSS, 'css', 'text/css; charset=utf-8');
export const FAVICON = asset(ICON, 'svg', 'image/svg+xml');
export const DASHBOARD_STYLE = asset(`${uplot('uPlot.min.css')}\n${DASHBOARD_CSS}`, 'css', 'text/css; charset=utf-8');
export const DASHBOARD_SCRIPT = asset(`${uplot('uPlot.iife.min.js')}\n${ISLAND}`, 'js', 'text/javascript; charset=utf-8');

export const VIEW_BEACON_SCRIPT = asset(VIEW_BEACON, 'js', 'text/javascript; charset=utf-8');

/** All that a page may load, by its name in an address. */
export const ASSETS: ReadonlyMap<string, Asset> = new Map(
  [STYLE, FAVICON, DASHBOARD_STYLE, DASHBOARD_SCRIPT, VIEW_BEACON_SCRIPT].map((one) => [one.file, one]),
);
