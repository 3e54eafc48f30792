import { join } from 'node:path';
import { EventStoreDbEventStore } from '@stoa/event-store';
import type { RecordedEvent } from '@stoa/kernel';
import { Cast } from '@stoa/testing';
import type { Servers } from '@stoa/dev-servers';
import type { DistributedDeployment } from '@stoa/dev-servers/deployments';
import { anomaliesOf } from './check.ts';
import { Crowd, type Person } from './clients.ts';
import { History } from './history.ts';
import { compareReadModels } from './read-models-equal.ts';

const PEOPLE = 8;

/** Eight people at work in a deployment while something is done to it, and what came of it. */
export class Campaign {
  private constructor(
    private readonly deployment: DistributedDeployment,
    private readonly servers: Servers,
    private readonly history: History,
    private readonly crowd: Crowd,
  ) {}

  /** `folder`: where the history is written. */
  static async begin(deployment: DistributedDeployment, servers: Servers, folder: string): Promise<Campaign> {
    for (const service of deployment.services.values()) service.supervised = true;
    const cast = new Cast(deployment);
    const people: Person[] = [];
    for (let index = 0; index < PEOPLE; index++)
      people.push({
        mentor: index % 2 === 0,
        client: await (index % 2 ? cast.member(`Reader ${index}`) : cast.mentor(`Mentor ${index}`)),
      });
    const history = new History(join(folder, 'history.ndjson'));
    return new Campaign(deployment, servers, history, new Crowd(people, history));
  }

  /** Commands that were acknowledged so far. */
  acknowledged(): number {
    return this.history.read().acknowledged.length;
  }

  /** To be called when everything is whole again: says the counts, and fails where one of the promises is broken. */
  async concludes(say: (counts: string) => void): Promise<{ log: RecordedEvent[] }> {
    await this.crowd.end();
    await this.deployment.ready();
    const log = await logOf(this.servers);
    const { acknowledged, refused } = this.history.read();
    const { lost, doubled, outOfOrder } = anomaliesOf(log, acknowledged);
    const models = await compareReadModels(this.servers.postgres.url, log);
    const again = acknowledged.filter(({ attempts }) => attempts > 1).length;
    const ended = [...this.deployment.services.values()].reduce((sum, { endedByItself }) => sum + endedByItself, 0);
    say(
      `${acknowledged.length} acknowledged, ${again} of them sent again, ${log.length} events, ${ended} processes ended by themselves; ${lost.length} lost, ` +
        `${doubled.length} doubled, ${outOfOrder.length} out of order, ${refused.length} refused`,
    );
    expect({ lost, doubled, outOfOrder, refused }).toEqual({ lost: [], doubled: [], outOfOrder: [], refused: [] });
    expect(acknowledged.length).toBeGreaterThan(PEOPLE);
    for (const { projection, live, folded } of models) expect([projection, live]).toEqual([projection, folded]);
    return { log };
  }

  /** Sends the people home without a look at what they did. */
  async abandon(): Promise<void> {
    await this.crowd.end();
  }
}

/** Everything that is in the store. */
export async function logOf({ eventstore }: Pick<Servers, 'eventstore'>): Promise<RecordedEvent[]> {
  const store = EventStoreDbEventStore.open({ connectionString: eventstore.connectionString });
  try {
    const log: RecordedEvent[] = [];
    for await (const batch of store.readAll('')) log.push(...batch);
    return log;
  } finally {
    await store.close();
  }
}
