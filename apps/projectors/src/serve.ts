import { RELAY_TOPICS } from '@stoa/contracts';
import { ProjectorProcess, DistributedReadSide, type SetAside } from '@stoa/projections-distributed';
import { openEventStore } from '@stoa/event-store';
import { KafkaEventStream, relayedCodec } from '@stoa/event-stream';
import { observedConsuming, setAsideCounter, type Metrics } from '@stoa/metrics';
import { kafkaConnection, runService, type Logger, type RunningService } from '@stoa/service';
import type { Config } from './config.ts';

/** Keeps the read models up to date, together with all other processes of this kind. */
export async function serveProjectors(config: Config, log: Logger, metrics?: Metrics): Promise<RunningService> {
  const { host, port, kafkaReplication: replication, postgres, ranking, serviceSecret } = config;
  const store = openEventStore(config.eventStore);
  const stream = new KafkaEventStream({
    ...kafkaConnection(config),
    replication,
    topics: RELAY_TOPICS,
    clientId: 'stoa-projectors',
    log,
  });
  const side = await DistributedReadSide.open({ connectionString: postgres, name: 'projectors', ranking, log });
  const { decode } = relayedCodec(serviceSecret);
  const countSetAside = setAsideCounter(metrics);
  const setAside: SetAside = {
    async record(partition, record, problem) {
      await side.setAside.record(partition, record, problem);
      countSetAside(partition, problem.code);
    },
  };
  let projectors: ProjectorProcess | undefined;
  return runService({
    host,
    port,
    log,
    metrics,
    dependencies: [
      { name: 'postgres', check: () => side.health() },
      { name: 'kafka', check: () => stream.health() },
      { name: 'event-store', check: () => store.health() },
      { name: 'projectors', check: async () => projectors?.waitingFor() ?? null },
    ],
    async start() {
      await side.prepare();
      await stream.ensureTopics();
      const { projections, registry, html, leases, jobs, verifications, hints, troubles, progress, owner, ledger } = side;
      const shared = {
        projections,
        registry,
        html,
        leases,
        jobs,
        verifications,
        setAside,
        hints,
        troubles,
        progress,
        owner,
        ledger,
      };
      projectors = new ProjectorProcess({ ...shared, store, stream: observedConsuming(stream, metrics), decode, log });
      await projectors.start();
    },
    async stop() {
      await projectors?.stop();
    },
    async close() {
      await stream.close();
      await store.close();
      await side.close();
    },
  });
}
