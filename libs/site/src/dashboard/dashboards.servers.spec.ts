import { describeWithChromium } from '@stoa/dev-servers/chromium';
import { eventually } from '@stoa/testing';
import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { serveDashboards } from './testing/dashboard-server.ts';

const ANSWER = '00000000-0000-4000-8000-000000000000';
const PAGES = [
  '/analytics',
  '/analytics?tab=classes',
  '/analytics?view=country&q=a',
  '/analytics?f=country:DE&f=browser:Chrome&period=today&metric=nope',
  '/analytics?f=country:XX',
  `/analytics/answers/${ANSWER}?metric=read_time`,
  '/live',
  `/a/${ANSWER}/views`,
  '/what-counts-as-a-view',
];
const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 900 } };
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 } };

describeWithChromium('Dashboards in a browser', (chromium) => {
  let site: Awaited<ReturnType<typeof serveDashboards>>;
  beforeAll(async () => {
    site = await serveDashboards();
  });
  afterAll(() => site.close());

  /** Nothing may go wrong on a page that nobody sees: no error, and nothing that its policy forbids. */
  async function open(path: string, options: BrowserContextOptions, work: (page: Page) => Promise<void>): Promise<void> {
    const context = await chromium.browser.newContext(options);
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on('pageerror', (error) => wrong.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
    try {
      await page.goto(site.url + path);
      await work(page);
      expect(wrong).toEqual([]);
    } finally {
      await context.close();
    }
  }

  async function violations(page: Page): Promise<string[]> {
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
    await page.evaluate(axe.source);
    const found = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  }

  describe.each([
    ['light', { ...DESKTOP, colorScheme: 'light' }],
    ['dark', { ...DESKTOP, colorScheme: 'dark' }],
    ['phone', { ...PHONE, colorScheme: 'light' }],
  ] as const)('%s', (_name, options) => {
    it.each(PAGES)('has nothing that axe finds, and nothing that is wider than the window: %s', (path) =>
      open(path, options, async (page) => {
        expect(await violations(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
      }),
    );
  });

  it('notices what axe would find', () =>
    open('/analytics', DESKTOP, async (page) => {
      await page.evaluate(() => document.querySelector('[role=slider]')!.removeAttribute('aria-label'));
      expect(await violations(page)).toEqual([expect.stringContaining('aria-input-field-name')]);
    }));

  it('draws the chart from the table, and reads each point out to a keyboard', () =>
    open('/analytics', DESKTOP, async (page) => {
      const chart = page.getByRole('slider', { name: 'Views by day' });
      expect(await page.locator('.plot canvas').count()).toBe(1);
      expect(await page.locator('.plot .chart:visible').count()).toBe(0);
      await chart.focus();
      await page.keyboard.press('Home');
      expect(await chart.getAttribute('aria-valuetext')).toBe('1 Nov 2026: 400, before 320');
      await page.keyboard.press('ArrowRight');
      expect(await chart.getAttribute('aria-valuetext')).toBe('2 Nov 2026: 652, before 522');
      expect(await page.locator('.read').textContent()).toBe('2 Nov 2026: 652, before 522');
      await page.keyboard.press('End');
      await page.keyboard.press('ArrowRight');
      expect(await chart.getAttribute('aria-valuenow')).toBe('28');
    }));

  it('makes a dragged stretch of days the period, and back works', () =>
    open('/analytics?f=country:DE', DESKTOP, async (page) => {
      const box = (await page.locator('.u-over').boundingBox())!;
      await page.mouse.move(box.x + box.width * 0.25, box.y + 50);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.5, box.y + 60, { steps: 5 });
      await page.mouse.up();
      await page.waitForURL(/period=custom/);
      expect(page.url()).toMatch(/\/analytics\?f=country%3ADE&period=custom&from=2026-11-0[78]&to=2026-11-1[45]$/);
      await page.goBack();
      expect(page.url()).toMatch(/\/analytics\?f=country:DE$/);
    }));

  it('does the same without script: filters, dates, time zone, search', () =>
    open('/analytics', { ...DESKTOP, javaScriptEnabled: false }, async (page) => {
      expect(await page.locator('.plot .chart:visible').count()).toBe(1);
      await page.getByRole('link', { name: 'Germany' }).click();
      await page.locator('.custom summary').click();
      await page.getByLabel('From').fill('2026-11-03');
      await page.getByLabel('To', { exact: true }).fill('2026-11-09');
      await page.getByRole('button', { name: 'Show these days' }).click();
      await page.locator('.custom summary').click();
      await page.getByLabel('Time zone').fill('Asia/Kathmandu');
      await page.getByRole('button', { name: 'Use this time zone' }).click();
      const search = Object.fromEntries(new URL(page.url()).searchParams);
      expect(search).toEqual({ f: 'country:DE', period: 'custom', from: '2026-11-03', to: '2026-11-09', tz: 'Asia/Kathmandu' });
      await page.getByRole('link', { name: 'More Countries' }).click();
      await page.getByRole('searchbox').fill('DE');
      await page.getByRole('button', { name: 'Search' }).click();
      expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ ...search, view: 'country', q: 'DE' });
      await page.getByRole('link', { name: 'Back to the dashboard' }).click();
      await page.getByRole('link', { name: /^Remove the filter Country/ }).click();
      expect(new URL(page.url()).searchParams.has('f')).toBe(false);
    }));

  it('renews the live page in place', () =>
    open('/live', DESKTOP, async (page) => {
      await page.clock.install();
      await page.reload();
      await page.evaluate(() => (document.querySelector('.live h1')!.textContent = 'old'));
      await page.clock.runFor(11_000);
      await eventually(async () => expect(await page.locator('.live h1').textContent()).toBe('7,200 visitors now'));
    }));
});
