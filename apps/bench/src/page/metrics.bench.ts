import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { figure, ratio, seeded, type Bench } from '../bench.ts';
import { cpuNanoseconds, endServer, startServer, type Server } from '../measured-server.ts';
import { makePages } from './make-pages.ts';
import { drawn, load } from './page-load.ts';

const PAGES = 1000;
/** Requests after which the code is compiled and the pages are in memory. */
const WARM_UP = 10_000;
/** Short slices that alternate: what slows the machine for a while slows both. */
const SLICES = 40;
const REQUESTS = 250;

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
    const paths = drawn(ids, seeded(7), WARM_UP);
    const send = (server: Server, count: number) => load(server, (index) => [paths[index]!, headers], count);
    for (const server of Object.values(servers)) await send(server, WARM_UP);
    const measure = async (server: Server) => {
      const before = cpuNanoseconds(server);
      await send(server, REQUESTS);
      return (cpuNanoseconds(server) - before) / REQUESTS / 1000;
    };
    const cpu = { without: [] as number[], with: [] as number[] };
    for (let slice = 0; slice < options.rounds * SLICES; slice++) {
      if (slice % SLICES === 0) options.log(`round ${slice / SLICES + 1} of ${options.rounds}`);
      for (const name of slice % 2 === 0 ? (['without', 'with'] as const) : (['with', 'without'] as const))
        cpu[name].push(await measure(servers[name]));
    }
    for (const server of Object.values(servers)) await endServer(server);
    for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true });
    return {
      figures: [figure('without metrics', 'µs CPU/request', cpu.without), figure('with metrics', 'µs CPU/request', cpu.with)],
      ratios: [
        ratio(
          'without / with',
          cpu.with.map((value, slice) => cpu.without[slice]! / value),
          0.97,
        ),
      ],
      notes: [
        `${options.rounds * SLICES} pairs of slices of ${REQUESTS} requests for ${PAGES.toLocaleString('en-US')} pages, all in memory`,
      ],
    };
  },
};
