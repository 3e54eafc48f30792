import { loadavg } from 'node:os';
import { startServices, type DistributedDeployment, type DistributedOptions } from '@stoa/dev-servers/deployments';
import { EventStoreDbEventStore } from '@stoa/event-store';
import { openPostgres } from '@stoa/projections-store';
import { eventStoreServer, kafkaServer, postgresServer, whyNone, type Servers, type ServerKind } from '@stoa/dev-servers';

/** Servers and services that a bench has for itself. */
export interface Site {
  readonly servers: Servers;
  readonly stoa: DistributedDeployment;
  /** The benches' own way into the store and the read store. */
  readonly store: EventStoreDbEventStore;
  readonly pool: ReturnType<typeof openPostgres>;
}

const START = { postgres: postgresServer, kafka: kafkaServer, eventstore: eventStoreServer };

/** Runs work with servers of its own, which end with it. Throws where one of them cannot be had. */
export async function withServers<K extends ServerKind, A>(
  kinds: readonly K[],
  work: (servers: Pick<Servers, K>) => Promise<A>,
): Promise<A> {
  const started: { kind: K; server: Servers[K] }[] = [];
  try {
    for (const kind of kinds) {
      const server = (await START[kind]()) as Servers[K] | undefined;
      if (!server) throw new Error(await whyNone(kind));
      started.push({ kind, server });
    }
    return await work(Object.fromEntries(started.map(({ kind, server }) => [kind, server])) as unknown as Pick<Servers, K>);
  } finally {
    await Promise.all(started.map(({ server }) => server.stop()));
  }
}

/** Runs work on a whole distributed Stoa, a process per service. */
export async function withSite<A>(options: DistributedOptions, work: (site: Site) => Promise<A>): Promise<A> {
  return withServers(['postgres', 'kafka', 'eventstore'] as const, async (servers) => {
    const stoa = await startServices(servers, options);
    const store = EventStoreDbEventStore.open({ connectionString: servers.eventstore.connectionString, patienceMs: 60_000 });
    const pool = openPostgres({ connectionString: servers.postgres.url, applicationName: 'bench', poolSize: 4 });
    try {
      return await work({ servers, stoa, store, pool });
    } finally {
      await store.close();
      await pool.end();
      await stoa.stop();
    }
  });
}

/** How busy others keep the machine: what every figure is to be read with. */
export const busyness = (): string =>
  `load average ${loadavg()
    .map((load) => load.toFixed(1))
    .join(', ')} at the end`;

/** Resolves when a condition holds, looked at each `everyMs`; throws after `withinMs`. */
export async function until(condition: () => Promise<boolean>, withinMs: number, what: string, everyMs = 20): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`After ${withinMs / 1000} s still not so: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
