import { readinessOf, type ReadinessCheck } from '@stoa/http';
import { METRICS } from '../catalogue.ts';
import type { Metrics } from '../metrics.ts';

/** Samples what the readiness of a process waits for. */
export function sampleDependencies(metrics: Metrics | undefined, checks: readonly ReadinessCheck[]): void {
  if (!metrics) return;
  const available = metrics.gauge(METRICS.dependencies);
  metrics.sampled('dependencies', [available], async () => {
    const { checks: states } = await readinessOf(checks);
    for (const { name: dependency, waitingFor } of states) available.set({ dependency }, waitingFor === null ? 1 : 0);
  });
}
