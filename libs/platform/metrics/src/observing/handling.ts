import { METRICS } from '../catalogue.ts';
import type { Metrics } from '../metrics.ts';

/** Measures how long batches take, and counts what they hold. */
export function handling(metrics: Metrics): (source: string, count: number, handle: () => Promise<void>) => Promise<void> {
  const durations = metrics.histogram(METRICS.handleDurations);
  const handled = metrics.counter(METRICS.handled);
  return async (source, count, handle) => {
    const end = durations.startTimer({ source });
    try {
      await handle();
      end({ outcome: 'done' });
      handled.inc({ source }, count);
    } catch (error) {
      end({ outcome: 'failed' });
      throw error;
    }
  };
}
