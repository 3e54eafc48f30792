import { workerData } from 'node:worker_threads';
import { SqliteEventStore } from '@stoa/event-store/sqlite';
import type { Position } from '@stoa/kernel';
import type { FillProgress } from '@stoa/projections-engine';
import { openReadSide } from './read-side.ts';
import { fillGeneration } from './rebuild.ts';
import type { FillRequest } from './rebuild-thread.ts';
import { work } from './thread.ts';

const { files, record, ranking } = workerData as FillRequest;

work<FillProgress, Position>(async (onProgress) => {
  const store = SqliteEventStore.open(files.events, { readOnly: true });
  const side = await openReadSide({ store, files }, { ranking });
  try {
    return await fillGeneration(side, record, { onProgress });
  } finally {
    side.close();
    await store.close();
  }
});
