import { RELAY_TOPICS } from '@stoa/contracts';
import { PostgresControl } from '@stoa/projections-store';
import { openEventStore } from '@stoa/event-store';
import { KafkaEventStream, relayedCodec } from '@stoa/event-stream';
import type { RecordedEvent } from '@stoa/kernel';
import { METRICS, observedPublishing, observedSubscriptions, sampleRelay, type Metrics } from '@stoa/metrics';
import { Relay } from '@stoa/relay';
import { kafkaConnection, runService, type Logger, type RunningService } from '@stoa/service';
import type { Config } from './config.ts';

/** Publishes the log to Kafka while this relay is the leader. */
export async function serveRelay(config: Config, log: Logger, metrics?: Metrics): Promise<RunningService> {
  const { host, port, kafkaReplication: replication, postgres, serviceSecret } = config;
  const store = openEventStore(config.eventStore);
  const stream = new KafkaEventStream({
    ...kafkaConnection(config),
    replication,
    topics: RELAY_TOPICS,
    clientId: 'stoa-relay',
    log,
  });
  const control = new PostgresControl({
    connectionString: postgres,
    applicationName: 'stoa relay',
    poolSize: 4,
    onTrouble: (error) => log.warn({ reason: String(error) }, 'lost a Postgres connection'),
  });
  let relay: Relay | undefined;
  sampleRelay(metrics, store, () => relay?.status());
  const unroutedEvents = metrics?.counter(METRICS.unrouted);
  return runService({
    host,
    port,
    log,
    metrics,
    dependencies: [
      { name: 'event-store', check: () => store.health() },
      { name: 'kafka', check: () => stream.health() },
      { name: 'postgres', check: () => control.health() },
      { name: 'relay', check: async () => relay?.status().trouble ?? null },
    ],
    async start() {
      await control.prepare();
      const unrouted = {
        record: async ({ type, stream, position }: RecordedEvent, reason: string) => {
          log.error({ type, stream, position, reason }, 'event cannot be relayed');
          unroutedEvents?.inc();
        },
      };
      relay = new Relay({
        store: observedSubscriptions(store, metrics),
        stream: observedPublishing(stream, metrics),
        codec: relayedCodec(serviceSecret),
        ledger: control.ledger,
        leases: control.leases,
        unrouted,
        log,
      });
    },
    async stop() {
      await relay?.stop();
    },
    async close() {
      await stream.close();
      await store.close();
      await control.close();
    },
  });
}
