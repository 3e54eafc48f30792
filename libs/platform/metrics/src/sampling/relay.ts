import { START, type EventStore, type Position } from '@stoa/kernel';
import { METRICS } from '../catalogue.ts';
import type { Metrics } from '../metrics.ts';
import { LogRuler } from './log-ruler.ts';
import { forget } from './sampler.ts';

/** Samples whether this relay is the leader, and how far what it has published is behind the log. `status`: undefined before it began. */
export function sampleRelay(
  metrics: Metrics | undefined,
  store: Pick<EventStore, 'head' | 'readAll'>,
  status: () => { readonly role: string; readonly position: Position; readonly head: Position } | undefined,
): void {
  if (!metrics) return;
  const ruler = new LogRuler(store);
  const active = metrics.gauge(METRICS.relayActive);
  const lagEvents = metrics.gauge(METRICS.relayLagEvents);
  const lagSeconds = metrics.gauge(METRICS.relayLagSeconds);
  metrics.sampled('relay', [active, lagEvents, lagSeconds], async () => {
    const { role, position = START, head = START } = status() ?? {};
    active.set(role === 'active' ? 1 : 0);
    // Only the leader publishes, and before it has looked at the head its position says nothing.
    if (role !== 'active' || head === START) return [lagEvents, lagSeconds].forEach(forget);
    const [lag] = await ruler.lags([position]);
    lagEvents.set(lag!.events);
    lagSeconds.set(lag!.seconds);
  });
}
