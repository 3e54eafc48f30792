import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ReadinessCheck } from '@stoa/http';
import { createServiceApp } from './create-service-app.ts';
import { DependencyWatch } from './dependency-watch.ts';
import type { Logger } from './process-log.ts';

export interface ServiceParts {
  readonly host: string;
  readonly port: number;
  readonly log: Logger;
  /** What must be there before work begins; looked at again and again while the process runs. */
  readonly dependencies: readonly ReadinessCheck[];
  /** Makes the HTTP side, which listens at once and waits for nothing; unless given, health alone. */
  app?(readiness: readonly ReadinessCheck[]): Promise<NestFastifyApplication>;
  /** Begins the work of this process, once all dependencies have been there. A throw ends the process. */
  start?(): Promise<void>;
  /** Takes no more work and finishes what was begun; health still answers meanwhile. Also called where `start` never was. */
  stop?(): Promise<void>;
  /** Lets go of connections, after everything else. */
  close?(): Promise<void>;
}

export interface RunningService {
  readonly url: string;
  /** Resolves when the work has begun; rejects when it could not. */
  readonly started: Promise<void>;
  /** Readiness goes first, then the work, then the listener, then connections. */
  stop(): Promise<void>;
}

/** Requests that are still under way after this long are cut off. */
const CUT_OFF_MS = 6000;

/** Brings a process up: alive and listening at once, ready when what it needs is there and its work has begun. */
export async function runService(parts: ServiceParts): Promise<RunningService> {
  const { host, port, log, dependencies } = parts;
  let phase: string | null = 'It waits for what it needs.';
  let stopping: Promise<void> | undefined;
  let starting: Promise<void> | undefined;
  const watch = new DependencyWatch(dependencies, log);
  const readiness = [{ name: 'process', check: async () => phase }, ...watch.checks];
  const app = await listening().catch(async (error: unknown) => {
    await watch.stop();
    await parts.close?.();
    throw error;
  });
  const url = (await app.getUrl()).replace('[::1]', 'localhost');
  log.info({ url }, 'listening');

  const started = begin();
  // Whoever runs the process looks at `started`; a rejection that comes before they do is not unhandled.
  started.catch(() => undefined);
  return { url, started, stop: () => (stopping ??= stop()) };

  async function listening(): Promise<NestFastifyApplication> {
    const made = await (parts.app?.(readiness) ?? createServiceApp({ logger: log, readiness }));
    await made.listen(port, host);
    return made;
  }

  async function begin(): Promise<void> {
    await watch.allPresent();
    if (stopping) return;
    phase = 'It starts.';
    await (starting = parts.start?.());
    if (stopping) return;
    phase = null;
    log.info({ url }, 'ready');
  }

  async function stop(): Promise<void> {
    phase = 'It stops.';
    await watch.stop();
    // What is half begun could not be ended; how it failed, `started` says.
    await starting?.catch(() => undefined);
    await parts.stop?.();
    const cutOff = setTimeout(() => app.getHttpServer().closeAllConnections(), CUT_OFF_MS);
    await app.close();
    clearTimeout(cutOff);
    await parts.close?.();
    log.info({}, 'stopped');
  }
}
