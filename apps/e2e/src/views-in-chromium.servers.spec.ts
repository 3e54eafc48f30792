import { describeWithChromium } from '@stoa/dev-servers/chromium';
import { deployment, type Deployment } from '@stoa/dev-servers/deployments';
import { Cast, eventually } from '@stoa/testing';
import type { Page } from 'playwright-core';
import { GOOGLEBOT, reader } from './browsing/agents.ts';
import { newAnswer, tokenOf } from './browsing/read-answer.ts';
import { signIn, watchedBrowsing } from './browsing/watched-browsing.ts';

let stoa: Deployment;
let cast: Cast;
const open = async () => {
  stoa = await deployment();
  cast = new Cast(stoa);
};

/** What the explanation's table says, by the names of its lines. */
const linesOf = async (page: Page): Promise<Record<string, string>> =>
  Object.fromEntries(
    await page
      .locator('table.classes tbody tr')
      .evaluateAll((rows) =>
        (rows as HTMLTableRowElement[]).map(({ cells }) => [cells[0]!.innerText.trim(), cells[1]!.innerText]),
      ),
  );

describeWithChromium('A view, from the screen to its explanation', (chromium) => {
  beforeAll(open);
  afterAll(() => stoa?.stop());
  const browse = watchedBrowsing(
    () => chromium.browser,
    () => stoa.url,
  );

  it('a page that is read has one view more, and the number opens what it is made of', async () => {
    const answer = await newAnswer(cast);
    expect(await answer.shown()).toBe('0 views');
    await browse(
      async (page) => {
        await page.goto(answer.path);
        await answer.explains({ total: 1, counted: 1, imported: 0 });
        await eventually(async () => expect(await answer.shown()).toBe('1 view'));
      },
      { userAgent: reader(140) },
    );
    // Without script nothing is told, and all of it can be read.
    await browse(
      async (page) => {
        await page.goto(answer.path);
        await page.locator(`#a-${answer.id}`).getByRole('link', { name: '1 view' }).click();
        expect(new URL(page.url()).pathname).toBe(`/a/${answer.id}/views`);
        expect(await page.locator('h1').textContent()).toBe('1 view');
        expect(await linesOf(page)).toMatchObject({ Counted: '1', Repeats: '0', Bots: '0' });
        await page.getByRole('main').getByRole('link', { name: 'What counts as a view' }).click();
        expect(await page.locator('h1').textContent()).toBe('What counts as a view');
      },
      { javaScriptEnabled: false },
    );
    await answer.explains({ total: 1 });
  });

  it('a page that is loaded again, one that is fetched ahead, a bot and the author do not count, and each is named', async () => {
    const answer = await newAnswer(cast);
    await browse(
      async (page) => {
        await page.goto(answer.path);
        await answer.explains({ counted: 1 });
        await page.reload();
        await eventually(async () => answer.explains({ counted: 1, classes: expect.objectContaining({ repeat: 1 }) }));
      },
      { userAgent: reader(141) },
    );
    const ahead = { userAgent: reader(142), extraHTTPHeaders: { 'sec-purpose': 'prefetch;prerender' } };
    const told = (what: object) => answer.explains({ total: 1, classes: expect.objectContaining(what) });
    await browse(async (page) => {
      await page.goto(answer.path);
      await told({ prefetch: 1 });
    }, ahead);
    await browse(
      async (page) => {
        await page.goto(answer.path);
        await told({ known_bot: 1 });
      },
      { userAgent: GOOGLEBOT },
    );
    await browse(
      async (page) => {
        await signIn(page, tokenOf(answer.author));
        await page.goto(answer.path);
        await told({ self: 1 });
        await page.goto(`/a/${answer.id}/views`);
        expect(await linesOf(page)).toEqual({
          ...{ Counted: '1', Repeats: '1', Glimpses: '0', Bots: '1', Own: '1', Prefetch: '1', Invalid: '0' },
        });
        expect(await page.locator('.bots').innerText()).toBe('Googlebot 1');
        await page.getByRole('link', { name: 'the dashboard of this answer' }).click();
        expect(new URL(page.url()).pathname).toBe(`/analytics/answers/${answer.id}`);
      },
      { userAgent: reader(143) },
    );
    expect(await answer.shown()).toBe('1 view');
  });
});

describeWithChromium(
  'A page in the back/forward cache',
  (chromium) => {
    beforeAll(open);
    afterAll(() => stoa?.stop());
    const browse = watchedBrowsing(
      () => chromium.browser,
      () => stoa.url,
    );

    it('is another showing when it comes back, and no further view', async () => {
      const answer = await newAnswer(cast);
      await browse(
        async (page) => {
          await page.goto(answer.path);
          await answer.explains({ counted: 1 });
          await page.goto('/what-counts-as-a-view');
          await page.evaluate(() => history.back());
          await answer.explains({ counted: 1, total: 1, classes: expect.objectContaining({ repeat: 1, invalid: 0 }) });
        },
        { userAgent: reader(144) },
      );
    });
  },
  { backForwardCache: true },
);
