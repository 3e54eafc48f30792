import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDbEventStore } from '@stoa/event-store';
import type { RecordedEvent } from '@stoa/kernel';
import { Cast, seeded } from '@stoa/testing';
import { describeWith } from '@stoa/testing/servers';
import { startServices, type DistributedDeployment } from '../distributed.ts';
import { anomaliesOf } from './check.ts';
import { Crowd, type Person } from './clients.ts';
import { History } from './history.ts';
import { Nemesis } from './nemesis.ts';
import { compareReadModels } from './read-models-equal.ts';

const ROUNDS = Number(process.env['STOA_KILLS'] ?? 20);
const SEED = Number(process.env['STOA_SEED'] ?? Math.floor(Math.random() * 1e9));
const MINUTES = 60_000;

await describeWith('kills', ['postgres', 'kafka', 'eventstore'], (servers) => {
  let stoa: DistributedDeployment;
  const folder = mkdtempSync(join(tmpdir(), 'stoa-kills-'));
  beforeAll(async () => {
    stoa = await startServices(servers, { projectors: 2, relays: 2 });
  }, 3 * MINUTES);
  afterAll(async () => {
    await stoa?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, MINUTES);

  it(
    `nothing acknowledged is lost, doubled or out of order over ${ROUNDS} rounds`,
    async () => {
      const cast = new Cast(stoa);
      const people: Person[] = [];
      for (let index = 0; index < 8; index++)
        people.push({
          mentor: index % 2 === 0,
          client: await (index % 2 ? cast.member(`Reader ${index}`) : cast.mentor(`Mentor ${index}`)),
        });
      const history = new History(join(folder, 'history.ndjson'));
      const crowd = new Crowd(people, history);
      const nemesis = new Nemesis(stoa, servers, seeded(SEED));
      try {
        for (let round = 0; round < ROUNDS; round++) await nemesis.strike();
      } finally {
        await crowd.end();
      }
      await stoa.ready();

      const store = EventStoreDbEventStore.open({ connectionString: servers.eventstore.connectionString });
      const log: RecordedEvent[] = [];
      for await (const batch of store.readAll('')) log.push(...batch);
      const { acknowledged, refused } = history.read();
      const { lost, doubled, outOfOrder } = anomaliesOf(log, acknowledged);
      const models = await compareReadModels(servers.postgres.url, store);
      await store.close();
      const again = acknowledged.filter(({ attempts }) => attempts > 1).length;
      console.log(
        `seed ${SEED}: ${ROUNDS} rounds, kills ${JSON.stringify(nemesis.tally())}; ${acknowledged.length} acknowledged, ${again} of them sent again, ` +
          `${log.length} events; ${lost.length} lost, ${doubled.length} doubled, ${outOfOrder.length} out of order, ${refused.length} refused`,
      );
      expect({ lost, doubled, outOfOrder, refused }).toEqual({ lost: [], doubled: [], outOfOrder: [], refused: [] });
      expect(acknowledged.length).toBeGreaterThan(ROUNDS);
      for (const { projection, live, folded } of models) expect([projection, live]).toEqual([projection, folded]);
    },
    (4 + ROUNDS / 2) * MINUTES,
  );
});
