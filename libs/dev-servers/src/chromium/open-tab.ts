import type { Browser } from 'playwright-core';

/** A tab as a reader has it. */
export interface Tab {
  /** Puts it in front of the other tabs, which are hidden by it. */
  show(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens an address in a tab, in front of the others or behind them. Whoever tests hidden pages needs this: a page of Playwright's takes itself
 * for visible whatever stands before it.
 */
export async function openTab(browser: Browser, url: string, { behind = false } = {}): Promise<Tab> {
  const session = await browser.newBrowserCDPSession();
  const { targetId } = await session.send('Target.createTarget', { url, background: behind });
  return {
    show: async () => {
      await session.send('Target.activateTarget', { targetId });
    },
    close: async () => {
      await session.send('Target.closeTarget', { targetId });
      await session.detach();
    },
  };
}
