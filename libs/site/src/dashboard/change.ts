import type { AnalyticsMetric } from '@stoa/contracts';
import { decimal } from '../words.ts';
import { METRICS } from './metrics.ts';

export interface Change {
  readonly direction: 'up' | 'down' | 'same';
  readonly text: string;
}

/** What became of a metric since the period before; undefined where one of the two has no value. From nothing there is no percentage. */
export function changeOf(
  metric: AnalyticsMetric,
  now: number | null | undefined,
  before: number | null | undefined,
): Change | undefined {
  if (typeof now !== 'number' || typeof before !== 'number') return undefined;
  if (now === before) return { direction: 'same', text: 'no change' };
  const direction = now > before ? 'up' : 'down';
  if (METRICS[metric].unit === 'share') return { direction, text: `${signed((now - before) * 100)} points` };
  if (before === 0) return { direction, text: 'from none' };
  return { direction, text: `${signed((now / before - 1) * 100)}%` };
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${decimal(Math.abs(value))}`;
