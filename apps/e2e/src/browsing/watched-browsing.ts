import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** Reads pages as one person with one browser. What goes wrong where nobody looks fails the journey. */
export interface Browsing {
  (work: (page: Page) => Promise<void>, options?: BrowserContextOptions): Promise<void>;
}

/**
 * In a new profile each time. Wrong are: errors of scripts, what a page's policy forbids, requests to other hosts, and anything that a page
 * loads and does not get.
 */
export function watchedBrowsing(browser: () => Browser, site: () => string): Browsing {
  return async (work, options = {}) => {
    const context = await browser().newContext({ viewport: { width: 1280, height: 900 }, ...options, baseURL: site() });
    const wrong: string[] = [];
    try {
      context.on('weberror', (error) => wrong.push(String(error.error())));
      context.on('console', (message) => {
        // A page that is refused has its status told here, too; what a page loads is looked at below.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) wrong.push(message.text());
      });
      context.on('request', (request) => {
        if (new URL(request.url()).origin !== site()) wrong.push(`a foreign host: ${request.url()}`);
      });
      context.on('response', (response) => {
        if (response.status() >= 400 && !response.request().isNavigationRequest())
          wrong.push(`${response.status()} ${response.url()}`);
      });
      await work(await context.newPage());
    } finally {
      await context.close();
    }
    expect(wrong).toEqual([]);
  };
}

/** Signs in by the site's form, as on the page to which it was sent. */
export async function signIn(page: Page, token: string): Promise<void> {
  if (!new URL(page.url()).pathname.startsWith('/sign-in')) await page.goto('/sign-in');
  await page.getByLabel('Your token').fill(token);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}
