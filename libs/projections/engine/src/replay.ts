import type { EventStore, Generation, HtmlSource, Position, Projection } from '@stoa/kernel';
import { WHOLE_LOG, applyBatch } from './apply-batch.ts';
import { breath } from './breath.ts';
import { buildDocuments } from './build-documents.ts';

/** Events folded in one transaction of a replay: large, so that a hot row is written once for many events. */
export const REPLAY_BATCH = 12_000;

export interface ReplayOptions {
  until?: Position;
  signal?: AbortSignal;
  onProgress?: (progress: { phase: 'replay' | 'indexes' | 'documents'; done: number; of?: number; position?: Position }) => void;
  /** Rows only: documents are not built. */
  rowsOnly?: boolean;
  /** The generation is served, or may be at any moment: each batch marks its documents, so that a stop leaves none behind its rows. */
  live?: boolean;
  /** Events in one transaction; without it the read model's own number, or REPLAY_BATCH. */
  batchSize?: number;
}

/**
 * Brings a generation from its checkpoint to the head of the store (or to `until`): rows, secondary indexes, documents. Ended at any
 * point and called again it goes on from the last batch.
 */
export async function replay(
  projection: Projection,
  store: Pick<EventStore, 'readAll'>,
  generation: Generation,
  html: HtmlSource,
  options: ReplayOptions = {},
): Promise<Position> {
  let position = await generation.checkpoint(WHOLE_LOG);
  let done = 0;
  const { live = false, batchSize = projection.replayBatch ?? REPLAY_BATCH } = options;
  const reading = { batchSize, ...(options.until === undefined ? {} : { until: options.until }) };
  for await (const batch of store.readAll(position, reading)) {
    options.signal?.throwIfAborted();
    position = await applyBatch(projection, generation, WHOLE_LOG, position, batch, { marks: live });
    done += batch.length;
    options.onProgress?.({ phase: 'replay', done, position });
    await breath();
  }
  options.onProgress?.({ phase: 'indexes', done });
  await generation.buildIndexes();
  if (projection.documents && !options.rowsOnly) {
    if (!live) await generation.dirtyAll(projection.documents.keys);
    const of = await generation.dirtyCount();
    const { signal } = options;
    await buildDocuments(projection, generation, html, {
      lazy: true,
      ...(signal ? { signal } : {}),
      onChunk: (built) => options.onProgress?.({ phase: 'documents', done: built, of }),
    });
  }
  return position;
}
