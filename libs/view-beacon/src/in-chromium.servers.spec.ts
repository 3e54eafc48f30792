import type { Page } from 'playwright-core';
import { describeWithChromium, openTab } from '@stoa/dev-servers/chromium';
import { eventually } from '@stoa/testing';
import { startPageServer } from './testing/page-server.ts';

type PageServer = Awaited<ReturnType<typeof startPageServer>>;

let site: PageServer;
beforeEach(async () => {
  site = await startPageServer();
});
afterEach(() => site.stop());

/** Scrolls so that so much of an answer stands at the lower end of the window, and waits until the browser has noticed. */
const scrollTo = (page: Page, answer: string, pixels: number) =>
  page.evaluate(
    ([id, visible]) =>
      new Promise<void>((resolve) => {
        const element = document.getElementById(id)!;
        window.scrollTo(0, element.offsetTop - window.innerHeight + visible);
        // Observers are told in the order in which they were made: the script has been told before this one.
        new IntersectionObserver(([entry]) => entry?.isIntersecting && resolve()).observe(element);
      }),
    [answer, pixels] as const,
  );

describeWithChromium('In a browser', (chromium) => {
  async function read(work: (page: Page) => Promise<void>, search = ''): Promise<void> {
    const page = await chromium.browser.newPage({ viewport: { width: 1_000, height: 700 } });
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    try {
      await page.goto(`${site.origin}/q${search}`);
      await work(page);
    } finally {
      await page.close();
    }
    expect(errors).toEqual([]);
  }

  it('what stood in the window is seen, what stood below is not, and leaving tells the time', () =>
    read(async (page) => {
      await eventually(() => expect(site.told()).toEqual(['seen question', 'seen first']));
      await scrollTo(page, 'second', 300);
      await eventually(() => expect(site.told()).toContain('seen second'));
      await scrollTo(page, 'tall', 10_000);
      await eventually(() => expect(site.told()).toContain('seen tall'));
      await page.goto(`${site.origin}/elsewhere`);
      await eventually(() => expect(site.told()).toContain('time tall'));
      expect(site.told()).toEqual([
        ...['seen question', 'seen first', 'seen second', 'seen tall'],
        ...['time first', 'time second', 'time tall'],
      ]);
      for (const { render, token, share, visibleMs, referrer, utmSource } of site.facts()) {
        expect({ render, token, share, referrer, utmSource }).toEqual({
          ...{ render: 'render-1', token: 'token of render-1', share: 1, referrer: null, utmSource: 'letter' },
        });
        expect(visibleMs).toBeGreaterThanOrEqual(1_000);
      }
      expect(new Set(site.posts.map(({ type }) => type))).toEqual(new Set(['text/plain;charset=UTF-8']));
    }, '?utm_source=letter'));

  it('what was visible in part is a glimpse', () =>
    read(async (page) => {
      await scrollTo(page, 'second', 75);
      await eventually(() => expect(site.told()).toContain('seen question'));
      await scrollTo(page, 'tall', 300);
      await page.goto(`${site.origin}/elsewhere`);
      await eventually(() => expect(site.told()).toContain('glimpse tall'));
      expect(site.told()).toContain('glimpse second');
      const shareOf = (answer: string) => site.facts().find((fact) => fact.answer === answer)?.share;
      expect([shareOf('second'), shareOf('tall')]).toEqual([0.25, 0.42]);
      expect(site.told().filter((fact) => /seen (second|tall|last)|last/.test(fact))).toEqual([]);
    }));

  it('a page that is loaded again is another showing', () =>
    read(async (page) => {
      await eventually(() => expect(site.told('render-1')).toContain('seen first'));
      await page.reload();
      await eventually(() => expect(site.told('render-2')).toContain('seen first'));
      expect(site.told('render-1')).toContain('time first');
    }));

  it('a tab behind another one sees nothing until it is in front, and is left when it is behind again', async () => {
    // The first tab of a browser is in front, however it was opened.
    const first = await openTab(chromium.browser, `${site.origin}/elsewhere`);
    const behind = await openTab(chromium.browser, `${site.origin}/when-hidden`, { behind: true });
    await eventually(() => expect(site.renders).toHaveLength(1));
    const front = await openTab(chromium.browser, `${site.origin}/q`);
    await eventually(() => expect(site.told('render-2')).toEqual(['seen question', 'seen first']));
    expect(site.told('render-1')).toEqual([]);
    await behind.show();
    await eventually(() => expect(site.told('render-2')).toContain('time first'));
    await eventually(() => expect(site.told('render-1')).toEqual(['seen question', 'seen first']));
    await front.show();
    await eventually(() => expect(site.told('render-1')).toEqual(['seen question', 'seen first', 'time first']));
    await Promise.all([first, behind, front].map((tab) => tab.close()));
  });
});

describeWithChromium('In a browser that prerenders', (chromium) => {
  it('a page begins when its reader comes to it', async () => {
    const tab = await openTab(chromium.browser, `${site.origin}/prerendering`);
    await eventually(() => expect(site.renders).toEqual(['prerendered']));
    // Another page tells its views meanwhile.
    const page = await chromium.browser.newPage();
    await page.goto(`${site.origin}/q`);
    await eventually(() => expect(site.told('render-2')).toContain('seen first'));
    await page.close();
    expect(site.told('render-1')).toEqual([]);
    await tab.show();
    site.openGate();
    await eventually(() => expect(site.told('render-1')).toEqual(['seen question', 'seen first']));
    expect(site.renders).toEqual(['prerendered', 'page']);
    await tab.close();
  });
});

describeWithChromium(
  'In a browser with a back/forward cache',
  (chromium) => {
    async function thereAndBack(search: string): Promise<void> {
      const page = await chromium.browser.newPage();
      await page.goto(`${site.origin}/q${search}`);
      await eventually(() => expect(site.told('render-1')).toContain('seen first'));
      await page.goto(`${site.origin}/elsewhere`);
      await eventually(() => expect(site.told('render-1')).toContain('time first'));
      await page.evaluate(() => history.back());
      await eventually(() => expect(site.told('render-2')).toEqual(['seen question', 'seen first']));
      await page.goto(`${site.origin}/elsewhere`);
      await eventually(() => expect(site.told('render-2')).toContain('time first'));
      await page.close();
      expect(site.facts('render-2').map(({ token }) => token)).toEqual(Array(3).fill('token of render-2'));
      expect(site.told('render-1')).toEqual(['seen question', 'seen first', 'time first']);
    }

    it('a page that comes back from it asks for a render, and begins anew', async () => {
      await thereAndBack('?cacheable');
      expect(site.renders).toEqual(['page', 'asked']);
    });

    it('a page that must not be stored begins anew, whichever way the browser shows it again', async () => {
      await thereAndBack('');
      expect(site.renders[0]).toBe('page');
      console.info(
        `A no-store page came back ${site.renders[1] === 'asked' ? 'from the back/forward cache' : 'from the server'}`,
      );
    });
  },
  { backForwardCache: true },
);
