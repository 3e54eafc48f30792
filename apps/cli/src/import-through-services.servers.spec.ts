import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWith } from '@stoa/dev-servers';
import { startServices, type DistributedDeployment } from '@stoa/dev-servers/deployments';
import { patient } from '@stoa/testing';
import { inProcess, reported } from './testing/program.ts';
import { siteAsRead, siteAt, siteInFolder } from './testing/site-as-read.ts';
import { writeLaterDump, writeSmallDump } from './testing/small-dump.ts';

const QUESTIONS = 20;

/** A batch that was sent again, since its response came too late, is there already. */
const withoutRetries = ({ eventsAppended, eventsAlreadyThere, ...report }: Record<string, unknown>) => ({
  ...report,
  events: Number(eventsAppended) + Number(eventsAlreadyThere),
});

await describeWith('import --gateway', ['postgres', 'kafka', 'eventstore'], (servers) => {
  const scratch = mkdtempSync(join(tmpdir(), 'stoa-import-services-'));
  const [first, later, data] = ['first', 'later', 'data'].map((name) => join(scratch, name)) as [string, string, string];
  let services: DistributedDeployment;
  beforeAll(async () => {
    writeSmallDump(first, QUESTIONS);
    writeLaterDump(later, QUESTIONS);
    services = await startServices(servers, { projectors: 1, supervised: true });
  }, patient(180_000));
  afterAll(async () => {
    await services?.stop();
    rmSync(scratch, { recursive: true, force: true });
  }, patient(60_000));

  const imported = async (dump: string, where: readonly string[]) =>
    reported(await inProcess(['import', 'stackexchange', dump, '--source', 'site', '--json', ...where]));

  it(
    'of a dump and of a later one gives the reports, pages and boards that a folder gets',
    async () => {
      process.env['STOA_ADMIN_SECRET'] = services.admin['stoa-admin-secret'];
      const ways = [
        ['--gateway', services.url],
        ['--data-dir', data],
      ];
      for (const dump of [first, later]) {
        const [through, into] = [await imported(dump, ways[0]!), await imported(dump, ways[1]!)];
        expect(withoutRetries(through)).toEqual(withoutRetries(into));
        const [there, here] = [await siteAsRead(siteAt(services.url)), await siteAsRead(siteInFolder(data))];
        expect(there.pages.length).toBeGreaterThan(QUESTIONS / 2);
        expect(there.boards).toEqual(here.boards);
        expect(there.pages).toEqual(here.pages);
      }
    },
    patient(300_000),
  );
});
