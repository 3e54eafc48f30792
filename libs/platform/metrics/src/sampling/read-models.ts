import type { ProjectionStatus } from '@stoa/contracts';
import type { EventStore } from '@stoa/kernel';
import { METRICS } from '../catalogue.ts';
import type { Metrics } from '../metrics.ts';
import { LogRuler } from './log-ruler.ts';

/** What `ListProjections` gives. */
export type ReadModelStatus = Pick<
  ProjectionStatus,
  'name' | 'state' | 'position' | 'generation' | 'documentsWaiting' | 'passedOver'
>;

/** Samples how far the live generation of each read model is behind the log, and what else its operators want to know. */
export function sampleReadModels(
  metrics: Metrics | undefined,
  store: Pick<EventStore, 'head' | 'readAll'>,
  statuses: () => Promise<readonly ReadModelStatus[]>,
): void {
  if (!metrics) return;
  const ruler = new LogRuler(store);
  const lagEvents = metrics.gauge(METRICS.readModelLagEvents);
  const lagSeconds = metrics.gauge(METRICS.readModelLagSeconds);
  const serving = metrics.gauge(METRICS.readModelServing);
  const stopped = metrics.gauge(METRICS.readModelStopped);
  const waiting = metrics.gauge(METRICS.documentsWaiting);
  const passedOver = metrics.gauge(METRICS.passedOver);
  metrics.sampled('read-models', [lagEvents, lagSeconds, serving, stopped, waiting, passedOver], async () => {
    const all = await statuses();
    for (const { name: read_model, state, generation, documentsWaiting, passedOver: over } of all) {
      serving.set({ read_model }, generation === null ? 0 : 1);
      stopped.set({ read_model }, state === 'degraded' ? 1 : 0);
      waiting.set({ read_model }, documentsWaiting);
      passedOver.set(
        { read_model },
        over.reduce((sum, { events }) => sum + events, 0),
      );
    }
    // A read model without a live generation has no lag; GET /v1/projections reports its first build.
    const live = all.filter(({ generation }) => generation !== null);
    const lags = await ruler.lags(live.map(({ position }) => position));
    live.forEach(({ name: read_model }, index) => {
      lagEvents.set({ read_model }, lags[index]!.events);
      lagSeconds.set({ read_model }, lags[index]!.seconds);
    });
  });
}
