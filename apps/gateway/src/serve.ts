import type { Provider } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { createApiApp, pageToOpen, viewOptionsFrom, type SharedLimiter } from '@stoa/api';
import { ListProjections } from '@stoa/contracts';
import { BoundedPublisher } from '@stoa/event-stream';
import type { EventStore, EventStream, ReadModels } from '@stoa/kernel';
import { observeCommands, observedPublishing, requestObserver, sampleReadModels, type Metrics } from '@stoa/metrics';
import { RemoteBus, runService, writesSentences, type Logger, type ReadinessCheck, type RunningService } from '@stoa/service';
import { sweepHourly, type DailySalts } from '@stoa/visitors';
import type { Config } from './config.ts';
import { GatewayModule } from './gateway.module.ts';
import { sessionKeyFrom } from './session-key.ts';

/** The read store as the gateway needs it. */
export interface ReadStore {
  readonly readModels: ReadModels;
  readonly operatorsHandlers: readonly Provider[];
  /** The dependencies of serving pages. Services are not among them: reads work without them. */
  readonly dependencies: readonly ReadinessCheck[];
  readonly salts: DailySalts;
  /** Counts members' rates for all gateways. */
  readonly sharedLimiter: SharedLimiter;
  /** Starts to follow which generations are live, once the dependencies are available. */
  start?(): Promise<void>;
  close(): Promise<void>;
}

/** Serves the API and the pages: reads from the read store, commands through the services. */
export async function serveGateway(
  config: Config,
  log: Logger,
  store: ReadStore,
  stream: Pick<EventStream, 'publish' | 'close'>,
  events: Pick<EventStore, 'read' | 'readAll' | 'head' | 'close'>,
  metrics?: Metrics,
): Promise<RunningService> {
  const sessionKey = sessionKeyFrom(config.serviceSecret);
  const { questionsUrl, answersUrl, mentorsUrl, viewAnalyticsUrl, serviceSecret, adminSecret, pageCacheMb, host, port } = config;
  const services = { questions: questionsUrl, answers: answersUrl, mentors: mentorsUrl, 'view-analytics': viewAnalyticsUrl };
  const remote = new RemoteBus({ services, secret: serviceSecret, log });
  const { readModels, operatorsHandlers, dependencies } = store;
  let app: NestFastifyApplication;
  const sweeping = sweepHourly(store.salts, log);
  const service = await runService({
    host,
    port,
    log,
    metrics,
    dependencies,
    app: async (readiness) => {
      app = await createApiApp(
        GatewayModule.of({
          readModels,
          log: events,
          operatorsHandlers,
          remote,
          adminSecret,
          sessionKey,
          views: viewOptionsFrom(config, store.salts, sessionKey, new BoundedPublisher(observedPublishing(stream, metrics))),
          rates: config.rates,
          sharedLimiter: store.sharedLimiter,
          readiness,
          pageCacheBytes: pageCacheMb * 1024 * 1024,
        }),
        { logger: log, observer: requestObserver(metrics), shedding: config.overload === 'on' ? 'per-service' : undefined },
      );
      observeCommands(app.get(CommandBus, { strict: false }), metrics);
      const queries = app.get(QueryBus, { strict: false });
      sampleReadModels(metrics, events, () => queries.execute(new ListProjections({})));
      return app;
    },
    start: async () => store.start?.(),
    close: async () => {
      clearInterval(sweeping);
      remote.close();
      await stream.close();
      await events.close();
      await store.close();
    },
  });
  if (writesSentences(config.logFormat)) void service.started.then(greet, () => undefined);
  return service;

  async function greet(): Promise<void> {
    const page = await pageToOpen(app, service.url);
    if (page) log.info({ page }, 'example page');
  }
}
