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
  // Counted here and handed over at a scrape: a page from memory takes 30 µs, of which each labelled metric would be half a microsecond.
  const counts = new Counts();
  let running = 0;
  let bytes = 0;
  metrics.sampled('requests', [inFlight, inFlightBytes], () => {
    inFlight.set(running);
    inFlightBytes.set(bytes);
    requests.reset();
    counts.each((labels, count) => requests.inc(labels, count));
  });
  const refused = (refusal: Refusal) => refusals.inc({ code: refusal.code, rate: rateOf(refusal) });
  return {
    began: () => void running++,
    ended: ({ method: sent, route, status, ms, refusal }) => {
      running--;
      const method = KNOWN_METHODS.has(sent) ? sent : 'other';
      counts.add(route, method, status);
      durations.observe({ route, method }, ms / 1000);
      if (refusal) refused(refusal);
    },
    refused,
    bytesInFlight: (change) => void (bytes += change),
  };
}

/** Requests by route, method and status. */
class Counts {
  private readonly routes = new Map<string, Map<string, Map<number, number>>>();

  add(route: string, method: string, status: number): void {
    let methods = this.routes.get(route);
    if (!methods) this.routes.set(route, (methods = new Map()));
    let statuses = methods.get(method);
    if (!statuses) methods.set(method, (statuses = new Map()));
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }

  each(visit: (labels: { route: string; method: string; status: number }, count: number) => void): void {
    for (const [route, methods] of this.routes)
      for (const [method, statuses] of methods) for (const [status, count] of statuses) visit({ route, method, status }, count);
  }
}

/** The name of the rate that was used up. */
function rateOf(refusal: Refusal & { left?: { name?: unknown } }): string {
  const name = refusal.left?.name;
  return typeof name === 'string' ? name : '';
}
