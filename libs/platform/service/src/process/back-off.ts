/** Milliseconds to wait before trial `attempt` (from 1): doubling from `first` up to `most`, each somewhere between half and whole, so that those who wait for the same thing do not come together. */
export function backOff(attempt: number, { first = 100, most = 2000 }: { first?: number; most?: number } = {}): number {
  const whole = Math.min(most, first * 2 ** Math.min(attempt - 1, 30));
  return whole / 2 + Math.random() * (whole / 2);
}

/** Resolves after this many milliseconds, or at once when the signal is given; never rejects. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end, { once: true });
  });
}
