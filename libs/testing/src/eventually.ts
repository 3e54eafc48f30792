import { patient } from './patience.ts';

/** Repeats an assertion until it holds; after `timeout` milliseconds, times the machine's patience, its last error is thrown. */
export async function eventually<A>(
  assertion: () => A | Promise<A>,
  { timeout = 15_000, interval = 10 }: { timeout?: number; interval?: number } = {},
): Promise<A> {
  const deadline = performance.now() + patient(timeout);
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (performance.now() >= deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, interval));
    }
  }
}
