import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { patient, rounds, seeded } from '@stoa/testing';
import { describeWith } from '@stoa/dev-servers';
import { startServices, type DistributedDeployment } from '@stoa/dev-servers/deployments';
import { Campaign } from './campaign.ts';
import { Nemesis } from './nemesis.ts';

const ROUNDS = rounds('STOA_KILLS', { small: 6, full: 20 });
const SEED = Number(process.env['STOA_SEED'] ?? Math.floor(Math.random() * 1e9));
const MINUTES = 60_000;

await describeWith('kills', ['postgres', 'kafka', 'eventstore'], (servers) => {
  let stoa: DistributedDeployment;
  const folder = mkdtempSync(join(tmpdir(), 'stoa-kills-'));
  beforeAll(async () => {
    stoa = await startServices(servers, { projectors: 2, relays: 2 });
  });
  afterAll(async () => {
    await stoa?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    `nothing acknowledged is lost, doubled or out of order over ${ROUNDS} rounds`,
    async () => {
      const campaign = await Campaign.begin(stoa, servers, folder);
      const nemesis = new Nemesis(stoa, servers, seeded(SEED));
      for (let round = 0; round < ROUNDS; round++) await nemesis.strike();
      await campaign.concludes((counts) =>
        console.log(`seed ${SEED}: ${ROUNDS} rounds, kills ${JSON.stringify(nemesis.tally())}; ${counts}`),
      );
    },
    patient((4 + ROUNDS / 2) * MINUTES),
  );
});
