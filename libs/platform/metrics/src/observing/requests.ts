import { METHODS } from 'node:http';
import type { RequestObserver } from '@stoa/http';
import type { Refusal } from '@stoa/kernel';
import { METRICS } from '../catalogue.ts';
import type { Metrics } from '../metrics.ts';

const KNOWN_METHODS: ReadonlySet<string> = new Set(METHODS);

/** Measures the requests of this process's server; undefined without metrics. */
export function requestObserver(metrics: Metrics | undefined): RequestObserver | undefined {
  if (!metrics) return undefined;
  const requests = metrics.counter(METRICS.requests);
  const durations = metrics.histogram(METRICS.requestDurations);
  const refusals = metrics.counter(METRICS.refusals);
  const [inFlight, inFlightBytes] = [metrics.gauge(METRICS.requestsInFlight), metrics.gauge(METRICS.bytesInFlight)];
  // Numbers of our own: a gauge costs more than a request should.
  let running = 0;
  let bytes = 0;
  metrics.sampled('requests', [inFlight, inFlightBytes], () => {
    inFlight.set(running);
    inFlightBytes.set(bytes);
  });
  const refused = (refusal: Refusal) => refusals.inc({ code: refusal.code, rate: rateOf(refusal) });
  return {
    began: () => void running++,
    ended: ({ method: sent, route, status, ms, refusal }) => {
      running--;
      const method = KNOWN_METHODS.has(sent) ? sent : 'other';
      requests.inc({ route, method, status });
      durations.observe({ route, method }, ms / 1000);
      if (refusal) refused(refusal);
    },
    refused,
    bytesInFlight: (change) => void (bytes += change),
  };
}

/** The name of the rate that was used up. */
function rateOf(refusal: Refusal & { left?: { name?: unknown } }): string {
  const name = refusal.left?.name;
  return typeof name === 'string' ? name : '';
}
