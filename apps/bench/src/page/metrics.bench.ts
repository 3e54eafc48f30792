import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { figure, ratio, seeded, type Bench } from '../bench.ts';
import { endServer, startServer, type Server } from '../measured-server.ts';
import { makePages } from './make-pages.ts';
import { drawn, load } from './page-load.ts';

const PAGES = 1000;
/** CPU time is counted in hundredths of a second: a round takes most of a second of it, and seconds on a busy machine. */
const REQUESTS = 20_000;

export const metrics: Bench = {
  name: 'metrics',
  description: 'GET of a page of 20 KB out of memory, the whole route, in server CPU, with metrics against without',
  async run(options) {
    const folders = { without: join(options.folder, 'site'), with: join(options.folder, 'copy') };
    const { ids, token } = await makePages(folders.without, options.log, PAGES);
    cpSync(folders.without, folders.with, { recursive: true });
    const servers = {
      without: await startServer(['--data-dir', folders.without], 'standalone'),
      with: await startServer(['--data-dir', folders.with, '--metrics-port', '0'], 'standalone'),
    };
    const headers = { authorization: `Bearer ${token}` };
    const paths = drawn(ids, seeded(7), REQUESTS);
    const measure = (server: Server) => load(server, (index) => [paths[index]!, headers], REQUESTS);
    for (const server of Object.values(servers)) await measure(server);
    const cpu = { without: [] as number[], with: [] as number[] };
    for (let round = 0; round < options.rounds; round++) {
      options.log(`round ${round + 1} of ${options.rounds}`);
      // Each goes first as often as the other: what is slow for a while is slow for both.
      for (const name of round % 2 === 0 ? (['without', 'with'] as const) : (['with', 'without'] as const))
        cpu[name].push(await measure(servers[name]));
    }
    for (const server of Object.values(servers)) await endServer(server);
    for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true });
    const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
    return {
      figures: [
        figure('without metrics', 'µs CPU/request', cpu.without),
        figure('with metrics', 'µs CPU/request', cpu.with),
        figure('all rounds: more with metrics', '%', [100 * (total(cpu.with) / total(cpu.without) - 1)]),
      ],
      ratios: [
        ratio(
          'without / with',
          cpu.with.map((value, round) => cpu.without[round]! / value),
          0.97,
        ),
      ],
      notes: [`${REQUESTS.toLocaleString('en-US')} requests a round for ${PAGES.toLocaleString('en-US')} pages, all in memory`],
    };
  },
};
