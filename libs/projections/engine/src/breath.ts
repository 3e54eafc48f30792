/** Yields to signals, timers and requests of this thread: the surrounding work is synchronous. */
export const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
