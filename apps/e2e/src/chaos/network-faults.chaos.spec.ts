import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { patient, rounds, seeded, type Fault, type FaultProxy } from '@stoa/testing';
import { describeWith } from '@stoa/dev-servers';
import { startServices, type DistributedDeployment } from '@stoa/dev-servers/deployments';
import { Campaign } from './campaign.ts';
import { detoursTo, type Detours } from './detours.ts';

const ROUNDS = rounds('STOA_FAULTS', { small: 3, full: 9 });
const SEED = Number(process.env['STOA_SEED'] ?? Math.floor(Math.random() * 1e9));
const MINUTES = 60_000;
const FAULTS: readonly Fault[] = ['stall', 'cut', 'half-open'];
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

await describeWith('network faults', ['postgres', 'kafka', 'eventstore'], (servers) => {
  let stoa: DistributedDeployment;
  let detours: Detours;
  const folder = mkdtempSync(join(tmpdir(), 'stoa-faults-'));
  beforeAll(async () => {
    detours = await detoursTo(servers);
    if (!detours.proxies.has('kafka')) console.warn('SKIPPED: faults towards Kafka; this broker advertises one address only');
    stoa = await startServices(servers, { projectors: 2, relays: 2, addresses: detours.addresses });
  });
  afterAll(async () => {
    await stoa?.stop();
    await detours?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    `towards each server, of each kind: nothing acknowledged is lost, doubled or out of order over ${ROUNDS} rounds`,
    async () => {
      const random = seeded(SEED);
      const campaign = await Campaign.begin(stoa, servers, folder);
      const plan = FAULTS.flatMap((fault) => [...detours.proxies].map(([name, proxy]) => ({ name, proxy, fault })));
      const tally: Record<string, number> = {};
      for (let round = 0; round < ROUNDS; round++) {
        const { name, proxy, fault } = plan[round % plan.length] as { name: string; proxy: FaultProxy; fault: Fault };
        await pause(500 + random.fraction() * 1000);
        proxy.set(fault);
        await pause(2000 + random.fraction() * 3000);
        proxy.set('flow');
        tally[`${name} ${fault}`] = (tally[`${name} ${fault}`] ?? 0) + 1;
      }
      await campaign.concludes((counts) =>
        console.log(`seed ${SEED}: ${ROUNDS} rounds, faults ${JSON.stringify(tally)}; ${counts}`),
      );
    },
    patient((4 + ROUNDS / 3) * MINUTES),
  );
});
