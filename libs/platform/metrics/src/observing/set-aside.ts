import type { PartitionId } from '@stoa/kernel';
import { METRICS } from '../catalogue.ts';
import type { Metrics } from '../metrics.ts';

/** Counts messages that are set aside; `code` is from a closed list. Does nothing without metrics. */
export function setAsideCounter(metrics: Metrics | undefined): ({ topic }: PartitionId, code: string) => void {
  const messages = metrics?.counter(METRICS.setAside);
  return ({ topic }, code) => messages?.inc({ topic, code });
}
