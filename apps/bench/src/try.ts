import { existsSync, rmSync, mkdirSync } from 'node:fs';
import { SqliteEventStore } from '@stoa/event-store';
import { renderMarkdown, rendererVersion } from '@stoa/markdown';
import { SqliteGenerationRegistry, SqliteHtmlCache, schemaOf } from '@stoa/read-store';
import { projections, questionPage } from '@stoa/read-models';
import { replay } from '@stoa/projecting';
import { appendSyntheticLog } from './rebuild/synthetic-log.ts';
import { bareRead, bareRebuild } from './bare-rebuild.ts';
const n = Number(process.argv[2] ?? 100000);
const dir = `/tmp/stoabench`; mkdirSync(dir, { recursive: true });
const log = `${dir}/log-${n}.sqlite`;
if (!existsSync(log)) { const s = SqliteEventStore.open(log); console.time('gen'); console.log(await appendSyntheticLog(s, n, () => {})); console.timeEnd('gen'); await s.close(); }
const schema = await schemaOf(questionPage);
for (let i = 0; i < 3; i++) {
  console.time('read'); console.log(bareRead(log, 20000)); console.timeEnd('read');
  for (const f of ['', '-wal', '-shm']) rmSync(`${dir}/bare.sqlite${f}`, { force: true });
  console.time('bare'); bareRebuild(log, `${dir}/bare.sqlite`, schema.createTables, 20000); console.timeEnd('bare');
  rmSync(`${dir}/rm`, { recursive: true, force: true });
  const reg = await SqliteGenerationRegistry.open(`${dir}/rm`, projections);
  const g = await reg.open(await reg.create('question-page', 'x'));
  const store = SqliteEventStore.open(log, { readOnly: true });
  console.time('engine'); await replay(questionPage as never, store, g, { render: async (m) => [...m] }, { rowsOnly: true }); console.timeEnd('engine');
  console.log(Math.round(process.memoryUsage().rss / 1e6), 'MB');
  for (const k of ['docs']) { const html = await SqliteHtmlCache.open(`${dir}/html-${n}.sqlite`, {version: rendererVersion, render: renderMarkdown}); console.time(k); await replay(questionPage as never, store, g, html); console.timeEnd(k); console.log(html.hits, html.misses); html.close(); }

  await g.close(); reg.close(); await store.close();
}
