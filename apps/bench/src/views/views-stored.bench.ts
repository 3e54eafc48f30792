import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { factsOf } from '@stoa/contracts';
import { SqliteEventStore } from '@stoa/event-store';
import { figure, ratio, type Bench } from '../bench.ts';
import { rememberViews } from './remembered-views.ts';
import { sealViews } from './seal-views.ts';
import { syntheticViews } from './synthetic-views.ts';
import { foldRollups } from './rollups.ts';

const START = Date.UTC(2026, 0, 1);
const DAYS = 90;

export const viewsStored: Bench = {
  name: 'views-stored',
  description: 'bytes for each view, of the log in full batches and of the rollups, and of memory while its day is open',
  async run({ views, folder, log }) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    log(`sealing ${views.toLocaleString('en-US')} views of ${DAYS} days`);
    const file = join(folder, 'events.sqlite');
    const store = SqliteEventStore.open(file);
    const sealed = await sealViews(store, syntheticViews(views, DAYS, START));
    log('folding rollups');
    const { bytes: rollups } = await foldRollups(store, join(folder, 'read-models'));
    await store.close();
    const plain = plainBytes(views);
    log('one day');
    const day = rememberViews(syntheticViews(views, 1, START));
    const per = (bytes: number) => bytes / sealed.views;
    return {
      figures: [
        figure('a plain JSON row for each fact', 'B/view', [per(plain)]),
        figure('facts for each view (its time, bots and repeats)', 'facts', [sealed.facts / sealed.views]),
      ],
      ratios: [
        ratio('log', [per(bytesOf(file))], 40, true, 'B/view'),
        ratio('rollups', [per(rollups)], 60, true, 'B/view'),
        ratio('memory of the open day', [(day.bytes - day.targetBytes) / day.views], 32, true, 'B/visitor and thing'),
      ],
      notes: [
        `${sealed.views.toLocaleString('en-US')} views, ${sealed.facts.toLocaleString('en-US')} facts in ${sealed.batches.toLocaleString('en-US')} batches over ${DAYS} days; files as they lie on the disk after a checkpoint`,
        `the open day: ${day.views.toLocaleString('en-US')} views of as many visitors and things, ${day.bytes.toLocaleString('en-US')} bytes, of which ${day.targetBytes.toLocaleString('en-US')} are of what there is to see`,
      ],
    };
  },
};

function plainBytes(views: number): number {
  let bytes = 0;
  for (const told of syntheticViews(views, DAYS, START))
    for (const fact of factsOf(told))
      bytes += Buffer.byteLength(JSON.stringify({ ...fact, class: 'human', first: 0, readMs: 0 })) + 1;
  return bytes;
}

const bytesOf = (file: string): number => statSync(file).size;
