/** Lets signals, timers and requests of this thread have their turn: the work around it is synchronous underneath. */
export const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
