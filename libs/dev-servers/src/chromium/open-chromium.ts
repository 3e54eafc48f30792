import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { patient } from '@stoa/testing';
import { findInPath } from '../local/run.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

export interface ChromiumOptions {
  readonly flags?: readonly string[];
  /** Pages go to the back/forward cache, as they do for readers. Then `goBack` of a page does not resolve. */
  readonly backForwardCache?: boolean;
}

/**
 * A Chromium without a window, with a new profile in a folder of its own. Its `close` ends the process that was started, and removes the
 * folder; it ends with this process at the latest. Throws where there is none, see whyNoChromium.
 */
export async function openChromium({ flags = [], backForwardCache = false }: ChromiumOptions = {}): Promise<Browser> {
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error(whyNoChromium());
  return chromium.launch({
    executablePath,
    headless: true,
    args: [...FLAGS, ...flags],
    ...(backForwardCache && { ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
    timeout: patient(60_000),
  });
}

/** Why there is no Chromium here, for the name of a skipped test; undefined where there is one. */
export function whyNoChromium(): string | undefined {
  if (chromiumPath()) return undefined;
  const named = process.env['CHROMIUM'];
  if (named) return `CHROMIUM names ${named}, which is not there`;
  return 'There is no Chromium on this machine. Install it (Debian: apt-get install chromium) or name one by CHROMIUM';
}

/** The one that CHROMIUM names, else the system's. */
function chromiumPath(): string | undefined {
  const named = process.env['CHROMIUM'];
  if (named) return existsSync(named) ? named : undefined;
  return NAMES.map(findInPath).find((path) => path !== undefined);
}
