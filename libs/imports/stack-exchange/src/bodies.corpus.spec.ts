import { MemoryEventStore } from '@stoa/event-store';
import { derivedId, type EventStore } from '@stoa/kernel';
import { renderMarkdown } from '@stoa/markdown';
import { describeWithCorpus } from '@stoa/testing';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readRows } from './dump/read-rows.ts';
import { importStackExchange } from './import-stack-exchange.ts';
import { outlineOf } from './text/html/outline.ts';
import { readHtml } from './text/html/read-html.ts';

/** The last body of each question and answer, folded from the events. */
async function lastBodies(store: EventStore): Promise<Map<string, string>> {
  const bodies = new Map<string, string>();
  for await (const batch of store.readAll('')) {
    for (const { type, data } of batch) {
      const { questionId, answerId = questionId, body } = data as { questionId: string; answerId?: string; body?: string };
      if (/^(?:Question(?:Asked|Edited)|Answer(?:Published|Revised))\./.test(type) && body !== undefined)
        bodies.set(answerId, body);
    }
  }
  return bodies;
}

describeWithCorpus('the bodies of imported dumps', 'stackexchange', (folder) => {
  const outline = (html: string) => outlineOf(readHtml(html));

  it.each(readdirSync(folder))('%s: pages have the text and blocks of Posts.Body', async (source) => {
    const store = new MemoryEventStore();
    const report = await importStackExchange({ folder: join(folder, source), into: { store } });
    const bodies = await lastBodies(store);
    const misses: number[] = [];
    let posts = 0;
    await readRows(join(folder, source, 'Posts.xml'), 'posts', { onBytes: () => undefined }, (row) => {
      if (row['PostTypeId'] !== '1' && row['PostTypeId'] !== '2') return;
      posts += 1;
      const stored = bodies.get(derivedId(source, 'post', row['Id'] ?? '')) ?? '';
      if (outline(renderMarkdown(stored)) !== outline(row['Body'] ?? '')) misses.push(Number(row['Id']));
    });
    const { asWritten, mended, fromHtml } = report.bodies;
    console.info(
      [
        `${source}: ${posts} posts, ${posts - misses.length} bodies equal in text and blocks (${(100 - (100 * misses.length) / posts).toFixed(2)} %)`,
        `as written ${asWritten}, mended ${mended}, from HTML ${fromHtml}`,
        ...Object.entries(report.bodiesByReason).map(([reason, count]) => `  ${reason}: ${count}`),
        ...report.firstBodiesDiffering.map(({ post, difference }) => `  ${post} differs in ${difference}`),
        `seconds: reading ${report.seconds.reading.toFixed(1)}, sorting and bodies ${report.seconds.sorting.toFixed(1)}, peak ${(report.peakBytes / 2 ** 20).toFixed(0)} MiB`,
      ].join('\n'),
    );
    expect(asWritten + mended + fromHtml).toBe(posts);
    expect(misses.length / posts).toBeLessThanOrEqual(0.005);
    expect(report.bodiesDiffering).toBe(misses.length);
  });
});
