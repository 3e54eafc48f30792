import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ApiModule, type ApiOptions, type ViewOptions } from '@stoa/api';
import { EVENT_STORE, READ_MODELS, type EventStore, type ReadModels } from '@stoa/kernel';
import { ReadModelsModule } from '@stoa/read-models';
import { remoteHandlers, type ReadinessCheck, type RemoteBus } from '@stoa/service';

export interface GatewayParts {
  readonly readModels: ReadModels;
  /** For queries that only facts answer. Nothing else reads it, and without it these are refused. */
  readonly log?: Pick<EventStore, 'read'> | undefined;
  /** Handlers of ListProjections and ListSetAside, and of rebuilds and verifications. */
  readonly operatorsHandlers: readonly Provider[];
  readonly remote: Pick<RemoteBus, 'execute' | 'ask'>;
  /** Without it, only tokens grant access. */
  readonly adminSecret?: string | undefined;
  /** Seals readers' sessions; the same in every gateway. */
  readonly sessionKey: Uint8Array;
  readonly views: ViewOptions;
  readonly rates?: ApiOptions['rates'];
  readonly sharedLimiter?: ApiOptions['sharedLimiter'];
  readonly readiness: readonly ReadinessCheck[];
  readonly pageCacheBytes: number;
  readonly now?: () => Date;
}

/** The API in front of the services: commands and resources go to the services that own them, pages and lists come from the read store. */
@Module({})
export class GatewayModule {
  static of({
    readModels,
    log,
    operatorsHandlers,
    remote,
    adminSecret,
    sessionKey,
    views,
    rates,
    sharedLimiter,
    readiness,
    pageCacheBytes,
    now,
  }: GatewayParts): DynamicModule {
    const ports = [{ provide: READ_MODELS, useValue: readModels }, ...(log ? [{ provide: EVENT_STORE, useValue: log }] : [])];
    return {
      module: GatewayModule,
      imports: [
        { module: PortsModule, global: true, providers: ports, exports: ports },
        CqrsModule.forRoot(),
        ReadModelsModule.forRoot({ pageCacheBytes }),
        ApiModule.forRoot({
          ...(adminSecret === undefined ? {} : { adminSecret, adminSecretFrom: 'anywhere' }),
          ...(now ? { now } : {}),
          sessionKey,
          views,
          ...(rates ? { rates } : {}),
          ...(sharedLimiter ? { sharedLimiter } : {}),
          readiness,
        }),
      ],
      providers: [...operatorsHandlers, ...remoteHandlers(remote)],
    };
  }
}

class PortsModule {}
