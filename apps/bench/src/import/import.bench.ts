import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDataFolder } from '@stoa/data-folder';
import { catchUpOffline, openReadSide } from '@stoa/embedded';
import { importStackExchange } from '@stoa/importing';
import { figure, ratio, type Bench } from '../bench.ts';
import { bareXml } from '../bare-limits.ts';
import { inChild } from '../child.ts';

interface ImportMeasure {
  seconds: number;
  importing: number;
  projecting: number;
  events: number;
  documents: number;
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
    const { events, documents } = ours[0]!;
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
        `${events.toLocaleString('en-US')} events, ${documents.toLocaleString('en-US')} documents, HTML cold; ${bare[0]!.rows.toLocaleString('en-US')} rows of XML, ${(bare[0]!.bytes / 2 ** 20).toFixed(1)} MB`,
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
  const side = await openReadSide(folder);
  await importStackExchange({ folder: dump, store: folder.store });
  const imported = performance.now();
  let documents = 0;
  for (const name of side.projections.keys()) {
    let built = 0;
    await catchUpOffline(side, name, { onProgress: ({ phase, done }) => (built = phase === 'documents' ? done : built) });
    documents += built;
  }
  const ended = performance.now();
  const events = Number(await folder.store.head());
  side.close();
  await folder.release();
  return {
    seconds: (ended - started) / 1000,
    importing: (imported - started) / 1000,
    projecting: (ended - imported) / 1000,
    events,
    documents,
  };
}
