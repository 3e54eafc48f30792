import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AnswersModule } from '@stoa/answers';
import { ApiModule, type ApiOptions, type ViewOptions } from '@stoa/api';
import { operatorsHandlers, type StandaloneReadModels } from '@stoa/projections-standalone';
import { ImportsModule } from '@stoa/imports';
import { EVENT_STORE, READ_MODELS, type EventStore } from '@stoa/kernel';
import { MembersModule } from '@stoa/members';
import { MentorsModule } from '@stoa/mentors';
import { QuestionsModule } from '@stoa/questions';
import { ReadModelsModule } from '@stoa/read-models';
import { ViewAnalyticsModule } from '@stoa/view-analytics';

export interface Parts {
  store: EventStore;
  readModels: StandaloneReadModels;
  adminSecret: string;
  sessionKey: Uint8Array;
  views: ViewOptions;
  rates?: ApiOptions['rates'];
  viewsHealth: () => Promise<string | null>;
  folderHealth: () => Promise<string | null>;
  /** Null, or why the log takes no writes. */
  logDamage: () => string | null;
  pageCacheBytes: number;
  /** False while read models are being built for the first time or the store is closing. */
  ready: () => string | null;
  /** Null, or which read models are not up to their log. */
  degraded?: () => Promise<string | null>;
  now?: () => Date;
}

/** All contexts, the read models and the API in one process, over the embedded store. */
@Module({})
export class StandaloneModule {
  static of({
    store,
    readModels,
    adminSecret,
    sessionKey,
    views,
    rates,
    viewsHealth,
    folderHealth,
    logDamage,
    pageCacheBytes,
    ready,
    degraded = async () => null,
    now,
  }: Parts): DynamicModule {
    const ports = [
      { provide: EVENT_STORE, useValue: store },
      { provide: READ_MODELS, useValue: readModels },
    ];
    return {
      module: StandaloneModule,
      imports: [
        { module: PortsModule, global: true, providers: ports, exports: ports },
        CqrsModule.forRoot(),
        QuestionsModule,
        AnswersModule,
        MentorsModule,
        MembersModule,
        ViewAnalyticsModule,
        ImportsModule,
        ReadModelsModule.forRoot({ pageCacheBytes }),
        ApiModule.forRoot({
          adminSecret,
          sessionKey,
          views,
          ...(rates ? { rates } : {}),
          ...(now ? { now } : {}),
          readiness: [
            { name: 'read-models', check: async () => ready(), degraded },
            { name: 'views', check: viewsHealth },
            { name: 'data-folder', check: folderHealth },
            { name: 'log', check: async () => null, degraded: logDamage },
          ],
        }),
      ],
      providers: operatorsHandlers,
    };
  }
}

class PortsModule {}
