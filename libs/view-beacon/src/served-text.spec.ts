import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { VIEW_BEACON } from './index.ts';

const tool = fileURLToPath(new URL('../../../tools/view-beacon.mjs', import.meta.url));

it('What is served is the source, minified (`npm run docs` writes it)', () => {
  const module = execFileSync(process.execPath, [tool], { encoding: 'utf8' });
  expect(readFileSync(new URL('view-beacon.min.ts', import.meta.url), 'utf8')).toBe(module);
});

it('It is at most 3 KB', () => expect(Buffer.byteLength(VIEW_BEACON)).toBeLessThanOrEqual(3_000));

it('It keeps nothing in the browser', () =>
  expect(VIEW_BEACON).not.toMatch(/cookie|localStorage|sessionStorage|indexedDB|webdriver|userAgent/));
