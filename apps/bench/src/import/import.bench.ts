import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDataFolder } from '@stoa/data-folder';
import { catchUpOffline, openReadSide } from '@stoa/projections-standalone';
import { importStackExchange } from '@stoa/imports-stack-exchange';
import { renderMarkdown, rendererVersion } from '@stoa/markdown';
import { SqliteHtmlCache } from '@stoa/projections-store';
import { figure, ratio, type Bench } from '../bench.ts';
import { bareXml } from '../bare-limits.ts';
import { inChild } from '../child.ts';

interface ImportMeasure {
  seconds: number;
  importing: number;
  projecting: number;
  /** Of projecting, the part that went into rendering Markdown. */
  rendering: number;
  events: number;
  documents: number;
  bodies: number;
}

export const importing: Bench = {
  name: 'import',
  description: 'beer-2016-12 to the last document, against reading the XML alone (CORPUS_DIR names the folder with the dumps)',
  async run({ rounds, folder }) {
    const dump = join(process.env['CORPUS_DIR'] ?? '', 'stackexchange/beer-2016-12');
    if (!existsSync(dump)) throw new Error('CORPUS_DIR names no folder with stackexchange/beer-2016-12 in it');
    const [bare, ours]: [{ seconds: number; rows: number; bytes: number }[], ImportMeasure[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      bare.push(await inChild('import-bare', dump));
      ours.push(await inChild('import', dump, join(folder, 'imported')));
    }
    const { events, documents, bodies } = ours[0]!;
    return {
      figures: [
        figure(
          'reading the XML alone',
          's',
          bare.map(({ seconds }) => seconds),
        ),
        figure(
          'importing events',
          's',
          ours.map(({ importing: seconds }) => seconds),
        ),
        figure(
          'read models to the last document',
          's',
          ours.map(({ projecting }) => projecting),
        ),
        figure(
          'of that, rendering Markdown',
          's',
          ours.map(({ rendering }) => rendering),
        ),
      ],
      ratios: [
        ratio(
          'import to the last document',
          ours.map(({ seconds }) => seconds),
          6,
          true,
          's',
        ),
      ],
      notes: [
        `${events.toLocaleString('en-US')} events, ${documents.toLocaleString('en-US')} documents, ${bodies.toLocaleString('en-US')} bodies rendered (HTML cold); ${bare[0]!.rows.toLocaleString('en-US')} rows of XML, ${(bare[0]!.bytes / 2 ** 20).toFixed(1)} MB`,
      ],
    };
  },
};

export async function measureXml(dump: string): Promise<{ seconds: number; rows: number; bytes: number }> {
  const started = performance.now();
  const read = await bareXml(dump);
  return { seconds: (performance.now() - started) / 1000, ...read };
}

export async function measureImport(dump: string, path: string): Promise<ImportMeasure> {
  rmSync(path, { recursive: true, force: true });
  const started = performance.now();
  const folder = await openDataFolder(path, { mode: 'write' });
  const opened = await openReadSide(folder);
  let [rendering, bodies] = [0, 0];
  const render = (markdown: string) => {
    const began = performance.now();
    const html = renderMarkdown(markdown);
    rendering += performance.now() - began;
    bodies++;
    return html;
  };
  const html = await SqliteHtmlCache.open(join(path, 'bench-html.sqlite'), { version: rendererVersion, render });
  const side = { ...opened, html };
  await importStackExchange({ folder: dump, into: { store: folder.store } });
  const imported = performance.now();
  let documents = 0;
  for (const name of side.projections.keys()) {
    let built = 0;
    await catchUpOffline(side, name, { onProgress: ({ phase, done }) => (built = phase === 'documents' ? done : built) });
    documents += built;
  }
  const ended = performance.now();
  const events = Number(await folder.store.head());
  opened.close();
  html.close();
  await folder.release();
  return {
    seconds: (ended - started) / 1000,
    importing: (imported - started) / 1000,
    projecting: (ended - imported) / 1000,
    rendering: rendering / 1000,
    events,
    documents,
    bodies,
  };
}
