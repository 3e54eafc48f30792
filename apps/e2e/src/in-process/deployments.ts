import { Module } from '@nestjs/common';
import { CqrsModule, QueryHandler } from '@nestjs/cqrs';
import { AnswersModule } from '@stoa/answers';
import { ListProjections, ListSetAside } from '@stoa/contracts';
import { ApiModule, createApiApp } from '@stoa/api';
import { viewsUnderTest } from '@stoa/api/testing/views-under-test';
import { MemoryEventStore } from '@stoa/event-store';
import { InProcessEventStream } from '@stoa/event-stream';
import { EVENT_STORE, READ_MODELS, type EventStore, type StoredDocument } from '@stoa/kernel';
import { MembersModule } from '@stoa/members';
import { MentorsModule } from '@stoa/mentors';
import { QuestionsModule } from '@stoa/questions';
import { ReadModelsModule } from '@stoa/read-models';
import { RemoteBus, processLog, runService, runWriteService, type RunningService } from '@stoa/service';
import { ViewAnalyticsModule } from '@stoa/view-analytics';
import { AnswersAppModule } from '../../../answers/src/app.module.ts';
import { MentorsAppModule } from '../../../mentors/src/app.module.ts';
import { QuestionsAppModule } from '../../../questions/src/app.module.ts';
import { serveViewAnalytics } from '../../../view-analytics/src/serve.ts';
import { GatewayModule } from '../../../gateway/src/gateway.module.ts';
import { FoldedReadModels } from './folded-read-models.ts';

const SESSION_KEY = Buffer.alloc(32, 7);
export const ADMIN_SECRET = 'an-admin-secret-of-this-test';
export const SERVICE_SECRET = 'a-service-secret-of-this-test';
export const PAGE_ID = '11111111-1111-5111-8111-111111111111';
const NOW = new Date('2026-11-24T09:00:00.000Z');
const log = processLog('silent');
const here = { host: '127.0.0.1', port: 0 };
const PAGE: StoredDocument = { key: PAGE_ID, etag: 'tag', beside: null, body: Buffer.from('{"question":{"title":"Stored"}}') };

@QueryHandler(ListProjections)
class NoProjections {
  execute = async () => [];
}

@QueryHandler(ListSetAside)
class NothingSetAside {
  execute = async () => [];
}

const SERVICES = { questions: QuestionsAppModule, answers: AnswersAppModule, mentors: MentorsAppModule };
export type Served = keyof typeof SERVICES | 'view-analytics';

/** A gateway and the services behind it, each with a listener of its own, over one store in memory. */
export class Distributed {
  readonly services = new Map<Served, RunningService>();
  gateway!: RunningService;
  remote!: RemoteBus;

  constructor(readonly store: EventStore = new MemoryEventStore()) {}

  async start(): Promise<this> {
    for (const name of [...Object.keys(SERVICES), 'view-analytics'] as Served[]) await this.serve(name, 0);
    const url = (name: Served) => this.services.get(name)!.url;
    this.remote = new RemoteBus({
      services: {
        questions: url('questions'),
        answers: url('answers'),
        mentors: url('mentors'),
        'view-analytics': url('view-analytics'),
      },
      secret: SERVICE_SECRET,
      log,
      times: { attempt: 2000, attempts: 3, pause: 10 },
      breaker: { failures: 5, restMs: 50 },
    });
    this.gateway = await runService({
      ...here,
      log,
      dependencies: [],
      app: (readiness) =>
        createApiApp(
          GatewayModule.of({
            readModels: new FoldedReadModels(this.store, PAGE),
            log: this.store,
            operatorsHandlers: [NoProjections, NothingSetAside],
            remote: this.remote,
            adminSecret: ADMIN_SECRET,
            sessionKey: SESSION_KEY,
            views: viewsUnderTest(),
            readiness,
            pageCacheBytes: 0,
            now: () => NOW,
          }),
          { logger: log, shedding: 'per-service' },
        ),
      close: async () => this.remote.close(),
    });
    await this.gateway.started;
    return this;
  }

  /** Starts a service at a port; the store outlives it. */
  async serve(name: Served, port: number): Promise<void> {
    const store = Object.assign(Object.create(this.store) as EventStore, { close: async () => undefined });
    const config = { ...here, port, serviceSecret: SERVICE_SECRET, overload: 'on' as const };
    const running =
      name === 'view-analytics'
        ? await serveViewAnalytics(config, log, { store, stream: new InProcessEventStream() })
        : await runWriteService({ module: SERVICES[name], store, config, log });
    await running.started;
    this.services.set(name, running);
  }

  async stop(): Promise<void> {
    await this.gateway.stop();
    for (const service of this.services.values()) await service.stop();
  }
}

class Ports {}
@Module({})
class DirectModule {}

/** The same edge with the contexts in its own process. */
export async function direct(store: EventStore = new MemoryEventStore()): Promise<{ url: string; stop(): Promise<void> }> {
  const ports = [
    { provide: EVENT_STORE, useValue: store },
    { provide: READ_MODELS, useValue: new FoldedReadModels(store, PAGE) },
  ];
  const imports = [
    { module: Ports, global: true, providers: ports, exports: ports },
    CqrsModule.forRoot(),
    QuestionsModule,
    AnswersModule,
    MentorsModule,
    MembersModule,
    ViewAnalyticsModule,
    ReadModelsModule.forRoot({ pageCacheBytes: 0 }),
    ApiModule.forRoot({ adminSecret: ADMIN_SECRET, sessionKey: SESSION_KEY, views: viewsUnderTest(), now: () => NOW }),
  ];
  const module = { module: DirectModule, imports, providers: [NoProjections, NothingSetAside] };
  const app = await createApiApp(module, { logger: log, shedding: 'one' });
  await app.listen(0, '127.0.0.1');
  return { url: await app.getUrl(), stop: () => app.close() };
}
