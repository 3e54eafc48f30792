/** Calls `work` at a steady pace, whether or not earlier calls have ended, until it is stopped; then waits for all of them. */
export function paced(perSecond: number, work: () => Promise<void>): () => Promise<void> {
  const running = new Set<Promise<void>>();
  const timer = setInterval(() => {
    const call = work().finally(() => running.delete(call));
    running.add(call);
  }, 1000 / perSecond);
  return async () => {
    clearInterval(timer);
    await Promise.all(running);
  };
}
