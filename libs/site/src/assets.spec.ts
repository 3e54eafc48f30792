import { gzipSync } from 'node:zlib';
import { ASSETS, DASHBOARD_SCRIPT, DASHBOARD_STYLE, STYLE } from './assets.ts';

const zipped = (...texts: string[]) => texts.reduce((sum, text) => sum + gzipSync(text).length, 0);

it('a dashboard loads at most 40 KB of script and 15 KB of style, zipped', () => {
  expect(zipped(DASHBOARD_SCRIPT.content)).toBeLessThan(40_000);
  expect(zipped(STYLE.content, DASHBOARD_STYLE.content)).toBeLessThan(15_000);
});

it('nothing is loaded from elsewhere', () => {
  for (const { content, type } of ASSETS.values())
    if (type.startsWith('text/css')) expect(content).not.toMatch(/url\(|@import|https?:/);
});
