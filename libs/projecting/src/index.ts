export { WHOLE_LOG, WorkerFenced, applyBatch } from './apply-batch.ts';
export { buildDocuments, etagOf } from './build-documents.ts';
export { digests, dump, dumpedTables, type TableDigest } from './dump.ts';
export { PoisonEvent, foldBatch } from './fold-batch.ts';
export { LiveProjection, type LiveOptions } from './live-projection.ts';
export { REPLAY_BATCH, replay, type ReplayOptions } from './replay.ts';
export { ServedProjection } from './served-projection.ts';
export * from './partitions/partition-worker.ts';
