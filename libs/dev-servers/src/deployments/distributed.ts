import { randomBytes } from 'node:crypto';
import { freePort, type Servers } from '../index.ts';
import type { Deployment } from './deployment.ts';
import { ServiceProcess } from './service-process.ts';

export interface DistributedDeployment extends Deployment {
  readonly services: ReadonlyMap<string, ServiceProcess>;
  service(name: string): ServiceProcess;
  /** Resolves when every service is ready. */
  ready(): Promise<void>;
}

export interface DistributedOptions {
  readonly projectors?: number;
  readonly relays?: number;
  /** Addresses to use instead of the servers' own, such as those of a proxy in between. */
  readonly addresses?: Partial<Record<'eventStore' | 'kafka' | 'postgres', string>>;
  /** A process that ends by itself is started again, as on a machine so busy that its dependencies come too late. */
  readonly supervised?: boolean;
  /** Each process serves its metrics, at a port of its own. */
  readonly metrics?: boolean;
  /** Further variables of every process. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Every service as its own process, over running servers, which the caller stops. */
export async function startServices(servers: Servers, options: DistributedOptions = {}): Promise<DistributedDeployment> {
  const adminSecret = randomBytes(24).toString('base64url');
  const services = new Map<string, ServiceProcess>();
  const shared = {
    STOA_EVENTSTORE: options.addresses?.eventStore ?? servers.eventstore.connectionString,
    STOA_KAFKA: options.addresses?.kafka ?? servers.kafka.brokers,
    STOA_POSTGRES: options.addresses?.postgres ?? servers.postgres.url,
    STOA_SERVICE_SECRET: randomBytes(24).toString('base64url'),
    ...options.environment,
  };
  const add = async (name: string, app: string, environment: Record<string, string> = {}) => {
    const metrics: Record<string, string> = options.metrics ? { STOA_METRICS_PORT: String(await freePort()) } : {};
    const service = new ServiceProcess(name, app, await freePort(), { ...shared, ...environment, ...metrics });
    service.supervised = options.supervised ?? false;
    services.set(name, service);
    return service.url;
  };
  const addresses = {
    STOA_QUESTIONS_URL: await add('questions', 'questions'),
    STOA_ANSWERS_URL: await add('answers', 'answers'),
    STOA_MENTORS_URL: await add('mentors', 'mentors'),
    STOA_VIEW_ANALYTICS_URL: await add('view-analytics', 'view-analytics'),
  };
  for (let index = 1; index <= (options.relays ?? 1); index++) await add(`relay-${index}`, 'relay');
  for (let index = 1; index <= (options.projectors ?? 2); index++) await add(`projectors-${index}`, 'projectors');
  const url = await add('gateway', 'gateway', { ...addresses, STOA_ADMIN_SECRET: adminSecret });
  const ready = async () => void (await Promise.all([...services.values()].map((service) => service.ready())));
  const stop = async () => {
    await Promise.all([...services.values()].map((service) => service.stop()));
  };
  for (const service of services.values()) service.start();
  try {
    await ready();
  } catch (error) {
    await stop();
    throw error;
  }
  const service = (name: string) => {
    const found = services.get(name);
    if (!found) throw new Error(`There is no service ${name}; there are ${[...services.keys()].join(', ')}`);
    return found;
  };
  return { url, admin: { 'stoa-admin-secret': adminSecret }, services, service, ready, stop };
}
