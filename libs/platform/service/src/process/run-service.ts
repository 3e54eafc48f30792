import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { listenAt, type ReadinessCheck } from '@stoa/http';
import { requestObserver, sampleDependencies, type Metrics } from '@stoa/metrics';
import { createServiceApp } from './create-service-app.ts';
import { DependencyWatch } from './dependency-watch.ts';
import type { Logger } from './process-log.ts';

export interface ServiceParts {
  readonly host: string;
  readonly port: number;
  readonly log: Logger;
  readonly metrics?: Metrics | undefined;
  /** Checked before work begins, and repeatedly while the process runs. */
  readonly dependencies: readonly ReadinessCheck[];
  /** Creates the HTTP server, which listens at once and waits for nothing; by default health only. */
  app?(readiness: readonly ReadinessCheck[]): Promise<NestFastifyApplication>;
  /** Starts the work of this process, once all dependencies have been available. A throw ends the process. */
  start?(): Promise<void>;
  /** Accepts no more work and finishes what was started; health still responds meanwhile. Also called where `start` never was. */
  stop?(): Promise<void>;
  /** Closes connections, after everything else. */
  close?(): Promise<void>;
}

export interface RunningService {
  readonly url: string;
  /** Resolves when the work has begun; rejects when it could not. */
  readonly started: Promise<void>;
  /** Readiness goes first, then the work, then the listener, then connections. */
  stop(): Promise<void>;
}

/** Requests still running after this long are cut off. */
const CUT_OFF_MS = 6000;

/** Starts a process: alive and listening at once, ready when its dependencies are available and its work has begun. */
export async function runService(parts: ServiceParts): Promise<RunningService> {
  const { host, port, log, metrics, dependencies } = parts;
  let phase: string | null = 'Waiting for dependencies.';
  let stopping: Promise<void> | undefined;
  let starting: Promise<void> | undefined;
  const watch = new DependencyWatch(dependencies, log);
  const readiness = [{ name: 'process', check: async () => phase }, ...watch.checks];
  sampleDependencies(metrics, readiness);
  const { app, url } = await listening().catch(async (error: unknown) => {
    await watch.stop();
    await parts.close?.();
    throw error;
  });
  log.info({ url }, 'listening');

  const started = begin();
  // The caller awaits `started`; a rejection before that is not unhandled.
  started.catch(() => undefined);
  return { url, started, stop: () => (stopping ??= stop()) };

  async function listening(): Promise<{ app: NestFastifyApplication; url: string }> {
    const made = await (parts.app?.(readiness) ??
      createServiceApp({ logger: log, readiness, observer: requestObserver(metrics) }));
    return { app: made, url: await listenAt(made, host, port) };
  }

  async function begin(): Promise<void> {
    await watch.allPresent();
    if (stopping) return;
    phase = 'Starting.';
    await (starting = parts.start?.());
    if (stopping) return;
    phase = null;
    log.info({ url }, 'ready');
  }

  async function stop(): Promise<void> {
    phase = 'Stopping.';
    await watch.stop();
    // Work that is half started cannot be ended; `started` rejects with its failure.
    await starting?.catch(() => undefined);
    await parts.stop?.();
    const cutOff = setTimeout(() => app.getHttpServer().closeAllConnections(), CUT_OFF_MS);
    await app.close();
    clearTimeout(cutOff);
    await parts.close?.();
    log.info({}, 'stopped');
  }
}
