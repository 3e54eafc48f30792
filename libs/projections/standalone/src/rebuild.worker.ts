import { parentPort, workerData } from 'node:worker_threads';
import { SqliteEventStore } from '@stoa/event-store/sqlite';
import type { GenerationRecord } from '@stoa/kernel';
import { openReadSide } from './read-side.ts';
import { fillGeneration } from './rebuild.ts';
import type { FillMessage, FillRequest } from './rebuild-thread.ts';

// The thread of a rebuild: synchronous SQLite work that must not hold up the thread that serves.
const { files, record, ranking } = workerData as FillRequest;
const post = (message: FillMessage) => parentPort?.postMessage(message);

async function fill(target: Pick<GenerationRecord, 'projection' | 'number'>): Promise<void> {
  const store = SqliteEventStore.open(files.events, { readOnly: true });
  const side = await openReadSide({ store, files }, { ranking });
  try {
    const position = await fillGeneration(side, target, { onProgress: (progress) => post({ kind: 'progress', ...progress }) });
    post({ kind: 'done', position });
  } finally {
    side.close();
    await store.close();
  }
}

fill(record).catch((error: unknown) => post({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) }));
