import { readFileSync } from 'node:fs';
import { describeWithChromium } from '@stoa/dev-servers/chromium';
import { deployment, type Deployment } from '@stoa/dev-servers/deployments';
import { Cast, eventually } from '@stoa/testing';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { reader } from './browsing/agents.ts';
import { newAnswer, tokenOf, type ReadAnswer } from './browsing/read-answer.ts';
import { signIn, watchedBrowsing } from './browsing/watched-browsing.ts';

describeWithChromium('Dashboards over real views', (chromium) => {
  let stoa: Deployment;
  let cast: Cast;
  let answer: ReadAnswer;
  let other: ReadAnswer;
  let analyst: string;
  const browse = watchedBrowsing(
    () => chromium.browser,
    () => stoa.url,
  );
  const read = (what: ReadAnswer, version: number) =>
    browse(
      async (page) => {
        await page.goto(`${what.path}?utm_source=<script>alert(1)</script>`);
        await what.explains({ counted: version - 149 });
      },
      { userAgent: reader(version) },
    );

  beforeAll(async () => {
    stoa = await deployment();
    cast = new Cast(stoa);
    analyst = tokenOf(await cast.member('Ana', ['analyst']));
    answer = await newAnswer(cast, 'Ada');
    other = await newAnswer(cast, 'עדה כהן '.repeat(10).trim());
    await read(answer, 150);
    await read(answer, 151);
    await read(other, 150);
  });
  afterAll(() => stoa?.stop());

  const headline = (page: Page, name: string) =>
    page.locator('.numbers li', { has: page.locator('.label', { hasText: new RegExp(`^${name}$`) }) }).locator('.value');

  describe.each([
    ['with script', true],
    ['without script', false],
  ])('%s', (_name, javaScriptEnabled) => {
    it('an analyst signs in, filters to one answer, compares, takes the table along, and signs out', () =>
      browse(
        async (page) => {
          await page.goto('/analytics?period=7d');
          expect(new URL(page.url()).pathname).toBe('/sign-in');
          await signIn(page, analyst);
          expect(page.url()).toBe(`${stoa.url}/analytics?period=7d`);
          // Three views of answers, and three of the questions themselves.
          expect(await headline(page, 'Views').textContent()).toBe('6');
          const answers = page.getByRole('region', { name: 'Answers' });
          await answers.locator('tr', { hasText: 'Ada' }).locator('a.name').click();
          expect(new URL(page.url()).searchParams.get('f')).toBe(`answer:${answer.id}`);
          expect(await headline(page, 'Views').textContent()).toBe('2');
          expect(await headline(page, 'Visitors').textContent()).toBe('2');

          await page.getByRole('link', { name: 'Stop comparing' }).click();
          expect(await page.locator('.change').count()).toBe(0);
          await page.getByRole('link', { name: 'Compare with the period before' }).click();
          expect(await page.locator('.change').count()).toBeGreaterThan(0);

          const [file] = await Promise.all([
            page.waitForEvent('download'),
            page.getByRole('link', { name: 'CSV of UTM sources' }).click(),
          ]);
          expect(readFileSync(await file.path(), 'utf8')).toBe('utm_source,views,visitors\r\n<script>alert(1)</script>,2,2\r\n');
          expect(file.suggestedFilename()).toBe('views-by-utm_source.csv'.replaceAll('_', '-'));

          await page.getByRole('link', { name: /^Remove the filter Answer/ }).click();
          expect(await headline(page, 'Views').textContent()).toBe('6');
          await page.goBack();
          expect(await headline(page, 'Views').textContent()).toBe('2');

          await page.getByRole('button', { name: 'Sign out' }).click();
          await page.goto('/analytics');
          expect(new URL(page.url()).pathname).toBe('/sign-in');
        },
        { javaScriptEnabled },
      ));
  });

  it('a mentor finds the own views in the header, and is refused those of another and of the site', () =>
    browse(async (page) => {
      await signIn(page, tokenOf(answer.author));
      await page.getByRole('link', { name: 'Your views' }).click();
      expect(new URL(page.url()).pathname).toBe(`/analytics/mentors/${answer.author.handle}`);
      expect(await headline(page, 'Views').textContent()).toBe('2');
      await page
        .getByRole('region', { name: 'Answers' })
        .getByRole('link', { name: /^dashboard/ })
        .click();
      expect(new URL(page.url()).pathname).toBe(`/analytics/answers/${answer.id}`);
      const elsewhere = [`mentors/${other.author.handle}`, `answers/${other.id}`].map((path) => `/analytics/${path}`);
      for (const path of elsewhere) {
        expect((await page.goto(path))!.status()).toBe(403);
        expect(await page.getByRole('main').innerText()).toContain('These are another mentor’s views.');
      }
      for (const path of ['/analytics', '/live']) {
        expect((await page.goto(path))!.status()).toBe(403);
        expect(await page.getByRole('main').innerText()).toContain('Only an analyst');
      }
    }));

  it('a member without rights sees no link, and is refused', async () => {
    const member = await cast.member('Mo');
    await browse(async (page) => {
      await signIn(page, tokenOf(member));
      expect(await page.getByRole('link', { name: /Analytics|Your views/ }).count()).toBe(0);
      for (const path of ['/analytics', `/analytics/answers/${answer.id}`, `/analytics/mentors/${answer.author.handle}`])
        expect((await page.goto(path))!.status()).toBe(403);
      await cast.admin.must('DELETE', `/v1/tokens/${member.tokenId}`, { headers: { 'if-match': '*' }, body: {} });
      await eventually(async () => {
        await page.goto('/analytics');
        expect(new URL(page.url()).pathname).toBe('/sign-in');
      });
    });
  });

  it('no page has anything that axe finds, or is wider than the window', () =>
    browse(async (page) => {
      const found: string[] = [];
      const look = async (path: string) => {
        await page.goto(path);
        await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
        found.push(...violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html}`));
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) found.push(`${path} is ${over} too wide`);
      };
      await look('/sign-in');
      await signIn(page, analyst);
      const question = (await cast.anyone.must('GET', `/v1/answers/${other.id}`)).questionId as string;
      for (const path of ['/analytics', '/analytics?tab=classes', '/analytics?view=answer', '/live', '/what-counts-as-a-view'])
        await look(path);
      for (const path of [`answers/${other.id}`, `questions/${question}`, `mentors/${other.author.handle}`])
        await look(`/analytics/${path}`);
      await look(`/a/${other.id}/views`);
      await look(other.path);
      await page.setViewportSize({ width: 360, height: 740 });
      for (const path of ['/analytics', '/live', `/analytics/mentors/${other.author.handle}`, `/a/${other.id}/views`])
        await look(path);
      expect(found).toEqual([]);
    }));
});
