import type { Provider, Type } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EVENT_STORE, type EventStore } from '@stoa/kernel';
import { observeCommands, observedAppends, requestObserver } from '@stoa/metrics';
import { SERVICE_LOG } from '../commands/service-endpoints.ts';
import { createServiceApp } from './create-service-app.ts';
import type { Logger } from './process-log.ts';
import { runService, type RunningService, type ServiceParts } from './run-service.ts';

export interface WriteServiceParts extends Partial<Pick<ServiceParts, 'metrics' | 'dependencies' | 'start' | 'stop' | 'close'>> {
  /** The contexts and the endpoints; EVENT_STORE and SERVICE_LOG are provided for them. */
  readonly module: Type;
  /** Its `health` tells what is wrong in one attempt; without it, the head is read. */
  readonly store: EventStore & { health?(): Promise<string | null> };
  readonly config: {
    readonly host: string;
    readonly port: number;
    readonly serviceSecret: string;
    readonly overload: 'on' | 'off';
  };
  readonly log: Logger;
  /** What else the contexts need. */
  readonly providers?: readonly Provider[];
}

class PortsModule {}

/** Runs contexts over an event store, for our other processes to send commands to. Closes the store when it ends. */
export function runWriteService(parts: WriteServiceParts): Promise<RunningService> {
  const { module, config, log, metrics, providers = [], dependencies = [], start, stop, close } = parts;
  const store = observedAppends(parts.store, metrics);
  const ports = [{ provide: EVENT_STORE, useValue: store }, { provide: SERVICE_LOG, useValue: log }, ...providers];
  const imports = [{ module: PortsModule, global: true, providers: ports, exports: ports }, module];
  return runService({
    host: config.host,
    port: config.port,
    log,
    metrics,
    dependencies: [
      { name: 'event-store', check: async () => (store.health ? store.health() : (await store.head(), null)) },
      ...dependencies,
    ],
    app: async (readiness) => {
      const observer = requestObserver(metrics);
      const shedding = config.overload === 'on';
      const { serviceSecret: secret } = config;
      const app = await createServiceApp({ logger: log, readiness, secret, imports, observer, shedding });
      observeCommands(app.get(CommandBus, { strict: false }), metrics);
      return app;
    },
    ...(start ? { start } : {}),
    ...(stop ? { stop } : {}),
    close: async () => {
      await close?.();
      await store.close();
    },
  });
}
