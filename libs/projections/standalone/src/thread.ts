import { Worker, parentPort } from 'node:worker_threads';

type Message<P, R> =
  | { readonly kind: 'progress'; readonly progress: P }
  | { readonly kind: 'done'; readonly result: R }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * Runs a worker of this package on a thread of its own: synchronous SQLite work must not hold up the thread that serves. Rejects when the work failed or the
 * thread died, and after an abort, once the thread has ended.
 */
export function onThread<P, R>(
  worker: 'rebuild.worker' | 'verify.worker',
  request: object,
  onProgress: (progress: P) => void,
  signal?: AbortSignal,
): Promise<R> {
  // Always the built file: a thread cannot be started from TypeScript.
  const thread = new Worker(new URL(`../dist/${worker}.js`, import.meta.url), { workerData: request });
  const stop = () => void thread.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  return new Promise<R>((resolve, reject) => {
    thread.on('message', (message: Message<P, R>) => {
      if (message.kind === 'progress') onProgress(message.progress);
      else if (message.kind === 'done') resolve(message.result);
      else reject(new Error(message.reason));
    });
    thread.on('error', reject);
    thread.on('exit', (code) => reject(new Error(`The thread of ${worker} ended early (${code})`)));
  }).finally(() => signal?.removeEventListener('abort', stop));
}

/** In the worker: does the work, and tells how far it is and how it ended. */
export function work<P, R>(does: (onProgress: (progress: P) => void) => Promise<R>): void {
  const post = (message: Message<P, R>) => parentPort?.postMessage(message);
  does((progress) => post({ kind: 'progress', progress })).then(
    (result) => post({ kind: 'done', result }),
    (error: unknown) => post({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) }),
  );
}
