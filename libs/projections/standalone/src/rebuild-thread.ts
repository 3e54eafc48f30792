import { Worker } from 'node:worker_threads';
import type { RankingFormula } from '@stoa/contracts';
import type { DataFolder } from '@stoa/data-folder';
import type { GenerationRecord, Position } from '@stoa/kernel';
import type { FillProgress } from '@stoa/projections-engine';

export interface FillRequest {
  readonly files: DataFolder['files'];
  readonly record: Pick<GenerationRecord, 'projection' | 'number'>;
  readonly ranking: RankingFormula;
}
export type FillMessage =
  ({ kind: 'progress' } & FillProgress) | { kind: 'done'; position: Position } | { kind: 'failed'; reason: string };

/** Always the built file: a thread cannot be started from TypeScript. */
const WORKER = new URL('../dist/rebuild.worker.js', import.meta.url);

/** Fills a generation on a thread of its own. Rejects when the fold failed or the thread died; what is committed stays. */
export function fillOnThread(
  request: FillRequest,
  onProgress: (progress: FillProgress) => void,
  signal?: AbortSignal,
): Promise<Position> {
  const worker = new Worker(WORKER, { workerData: request });
  const stop = () => void worker.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  return new Promise<Position>((resolve, reject) => {
    worker.on('message', (message: FillMessage) => {
      if (message.kind === 'progress') onProgress(message);
      else if (message.kind === 'done') resolve(message.position);
      else reject(new Error(message.reason));
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`The rebuild's thread ended early (${code})`)));
  }).finally(() => signal?.removeEventListener('abort', stop));
}
