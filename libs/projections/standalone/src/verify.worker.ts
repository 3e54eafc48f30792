import { workerData } from 'node:worker_threads';
import { filesOf } from '@stoa/data-folder';
import { SqliteEventStore } from '@stoa/event-store/sqlite';
import type { VerificationProgress } from '@stoa/projections-engine';
import { openReadSide } from './read-side.ts';
import { work } from './thread.ts';
import type { VerifyRequest } from './verifications.ts';
import { verify, type Verification } from './verify.ts';

const { files, projection, ranking, scratch } = workerData as VerifyRequest;

work<VerificationProgress, Verification>(async (onProgress) => {
  const store = SqliteEventStore.open(files.events, { readOnly: true });
  const live = await openReadSide({ store, files }, { ranking, readOnly: true });
  const aside = await openReadSide({ store, files: { ...filesOf(scratch), htmlCache: files.htmlCache } }, { ranking });
  try {
    return await verify(live, aside, projection, { onProgress });
  } finally {
    aside.close();
    live.close();
    await store.close();
  }
});
