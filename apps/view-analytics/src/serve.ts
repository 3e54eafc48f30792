import { VIEW_FACTS } from '@stoa/contracts';
import type { EventStore, EventStream, Subscription } from '@stoa/kernel';
import {
  observedAppends,
  observedConsuming,
  observedPublishing,
  observedSealing,
  setAsideCounter,
  type Metrics,
} from '@stoa/metrics';
import { runWriteService, type Logger, type RunningService } from '@stoa/service';
import { SHARD_WRITER, TopicShardWriter, VIEW_OWNERS, ViewFactsConsumer, loggedAside } from '@stoa/view-analytics';
import { ViewAnalyticsAppModule } from './app.module.ts';
import type { Config } from './config.ts';

/** Accepts imports of totals and publishes their parts to the stream topic; appends the parts of its own partitions. Closes the stream when it ends. */
export function serveViewAnalytics(
  config: Pick<Config, 'host' | 'port' | 'serviceSecret' | 'overload'>,
  log: Logger,
  parts: { store: EventStore; stream: EventStream; metrics?: Metrics | undefined },
): Promise<RunningService> {
  const { metrics } = parts;
  const store = observedSealing(parts.store, metrics);
  const stream = observedPublishing(observedConsuming(parts.stream, metrics), metrics);
  let owning: Subscription | undefined;
  const onTrouble = (error: unknown) => log.error({ reason: String(error) }, 'views cannot be sealed');
  const consumer = new ViewFactsConsumer(observedAppends(store, metrics), stream, loggedAside(log, setAsideCounter(metrics)), {
    onTrouble,
  });
  return runWriteService({
    module: ViewAnalyticsAppModule,
    store,
    config,
    log,
    metrics,
    providers: [{ provide: SHARD_WRITER, useValue: new TopicShardWriter(store, stream) }],
    dependencies: [
      { name: 'kafka', check: () => stream.health() },
      { name: 'sealing', check: async () => consumer.trouble },
    ],
    start: async () => {
      await stream.ensureTopics();
      const trouble = (error: unknown) => log.error({ reason: String(error) }, 'view facts cannot be consumed');
      owning = stream.consume(VIEW_OWNERS, [VIEW_FACTS], consumer, trouble);
    },
    stop: async () => owning?.stop(),
    close: () => stream.close(),
  });
}
