import type { Browser } from 'playwright-core';
import { patient } from '@stoa/testing';
import { openChromium, whyNoChromium, type ChromiumOptions } from './open-chromium.ts';

const WITHIN = patient(180_000);

/**
 * A suite with a Chromium of its own, opened before its first test and closed after its last; where there is none it is one skipped test
 * whose name says why. Read `chromium.browser` within tests and hooks only.
 */
export function describeWithChromium(
  name: string,
  suite: (chromium: { readonly browser: Browser }) => void,
  options: ChromiumOptions = {},
): void {
  const why = whyNoChromium();
  if (why) {
    it.skip(`${name} (${why})`, () => undefined);
    return;
  }
  describe(name, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      browser = await openChromium(options);
    }, WITHIN);
    afterAll(() => browser?.close(), WITHIN);
    suite({
      get browser() {
        if (!browser) throw new Error('chromium.browser is available in tests and hooks only, not while the suite is defined');
        return browser;
      },
    });
  });
}
