import pLimit from 'p-limit';

/** Does all of it, at most `atOnce` at a time, and gives the results in order. After the first failure no more is begun. */
export async function inParallel<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const limit = pLimit(atOnce);
  try {
    return await Promise.all(items.map((item) => limit(work, item)));
  } catch (error) {
    limit.clearQueue();
    throw error;
  }
}
