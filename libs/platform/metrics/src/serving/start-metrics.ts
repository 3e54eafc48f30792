import type { ProcessName } from '../definition.ts';
import { Metrics } from '../metrics.ts';
import { serveMetrics } from './serve-metrics.ts';

export interface MetricsConfig {
  readonly metricsHost: string;
  /** Without it nothing is measured. */
  readonly metricsPort?: number | undefined;
}

/** What a process measures; `close` ends serving it. */
export interface StartedMetrics {
  readonly metrics: Metrics | undefined;
  close(): Promise<void>;
}

/** Measures and serves what is measured, where a port is configured. Throws a refusal where the port is taken. */
export async function startMetrics(
  process: ProcessName,
  { metricsHost: host, metricsPort: port }: MetricsConfig,
  log: { info(fields: object, message: string): void },
): Promise<StartedMetrics> {
  if (port === undefined) return { metrics: undefined, close: async () => undefined };
  const metrics = new Metrics(process);
  const { url, close } = await serveMetrics(metrics, { host, port });
  log.info({ url }, 'serving metrics');
  return { metrics, close };
}
