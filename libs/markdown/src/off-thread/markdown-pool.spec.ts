import { markdownRefusal } from '../markdown-refusal.ts';
import { renderMarkdown } from '../render-markdown.ts';
import { MarkdownOverloaded, checkMarkdown, renderOffThread } from './markdown-pool.ts';

const SHORT = 'Some *words*.';
const LONG = 'Some *words* and [a link](https://a.example).\n\n'.repeat(400);
const DEEP = `${'> '.repeat(30)}a\n\n${'word '.repeat(3000)}`;

/** Whether the event loop went on before the promise was settled. */
async function letsOthersRun(promise: Promise<unknown>): Promise<boolean> {
  let others = false;
  setImmediate(() => (others = true));
  await promise;
  return others;
}

it.each([SHORT, LONG, DEEP])('says of a body what parsing it here says', async (body) => {
  expect(await checkMarkdown(body)).toEqual(markdownRefusal(body));
  expect(await renderOffThread(body)).toBe(renderMarkdown(body));
});

it('parses long bodies on a thread of its own', async () => {
  expect(await letsOthersRun(checkMarkdown(LONG))).toBe(true);
  expect(await letsOthersRun(renderOffThread(LONG))).toBe(true);
  expect(await letsOthersRun(checkMarkdown(SHORT))).toBe(false);
});

it('refuses long bodies when too many wait, and takes them again afterwards', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => checkMarkdown(LONG)));
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(100);
  for (const reason of refused) expect(reason).toBeInstanceOf(MarkdownOverloaded);
  expect(await checkMarkdown(LONG)).toBeUndefined();
});

it('answers at once what shows on a body’s face, whoever waits', async () => {
  const waiting = Array.from({ length: 100 }, () => checkMarkdown(LONG).catch(() => undefined));
  expect(await letsOthersRun(checkMarkdown('- a\n'.repeat(16_000)))).toBe(false);
  await Promise.all(waiting);
});
