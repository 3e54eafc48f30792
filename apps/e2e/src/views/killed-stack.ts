import type { Servers } from '@stoa/dev-servers';
import { startServices, type DistributedDeployment } from '@stoa/dev-servers/deployments';
import { EventStoreDbEventStore } from '@stoa/event-store';
import { eventually, type Random } from '@stoa/testing';
import { PACE } from '@stoa/view-analytics';
import { endingAt, type Broken, type KillPoint } from './kill-point.ts';
import { Readers, type ShownPage } from './readers.ts';
import { batchesIn, sumsOf } from './sealed-views.ts';
import { shownPages } from './shown-pages.ts';

const READERS = 12;
const SETTLED_MS = 90_000;
/** How long a kill point may take to come; then the process is killed where it is. */
const COMES_WITHIN_MS = 15_000;
const OFTEN = new Set<KillPoint>(['publishing', 'published']);

export type Victim = 'gateway' | 'view-analytics' | 'kafka' | 'eventstore';

/** A distributed deployment whose readers go on while parts of it are killed and started again. */
export class KilledStack {
  readonly kills: Record<string, number> = {};

  private constructor(
    readonly stoa: DistributedDeployment,
    private readonly servers: Servers,
    private readonly random: Random,
    readonly pages: readonly ShownPage[],
  ) {}

  static async start(servers: Servers, random: Random): Promise<KilledStack> {
    // Addresses of readers are the test's own words.
    const environment = { STOA_TRUSTED_PROXIES: '127.0.0.1' };
    const stoa = await startServices(servers, { projectors: 1, relays: 1, environment });
    return new KilledStack(stoa, servers, random, await shownPages(stoa));
  }

  readers = (): Readers => new Readers(() => this.stoa.url, this.pages, this.random, READERS);

  /** Kills one part and starts it again: a service where it comes to a point, if one is named; else at any moment. */
  async strike(victim: Victim, point?: KillPoint, broken?: Broken): Promise<void> {
    const { random } = this;
    const name = point ? `${victim} ${point}` : victim;
    this.kills[name] = (this.kills[name] ?? 0) + 1;
    if (victim === 'kafka' || victim === 'eventstore') {
      await pause(random.fraction() * 2000);
      await this.servers[victim].kill();
      await pause(random.fraction() * 1000);
      return this.servers[victim].restart();
    }
    const service = this.stoa.service(victim);
    if (point) {
      await service.kill();
      service.start(endingAt(point, 1 + random.below(OFTEN.has(point) ? 80 : 2), broken));
      await eventually(() => expect(service.running).toBe(false), { timeout: COMES_WITHIN_MS, interval: 20 }).catch(
        () => undefined,
      );
    } else await pause(random.fraction() * 2000);
    await service.kill();
    service.start();
  }

  /** Ends the readers when everything is whole again, and waits until all that is in Kafka is sealed. */
  async conclude(readers: Readers, settles = true) {
    await this.stoa.ready();
    await readers.end();
    const expected = readers.acknowledged.facts.size;
    if (settles)
      await eventually(async () => expect((await this.sums()).facts).toBeGreaterThanOrEqual(expected), {
        timeout: SETTLED_MS,
        interval: 250,
      });
    for (let before = ''; ;) {
      const sums = JSON.stringify(await this.sums());
      if (sums === before) return this.batches();
      before = sums;
      await pause(2 * PACE.after);
    }
  }

  private sums = async () => sumsOf(await this.batches());

  async batches() {
    const store = EventStoreDbEventStore.open({ connectionString: this.servers.eventstore.connectionString });
    try {
      return await batchesIn(store);
    } finally {
      await store.close();
    }
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
