import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { bareServer } from '../bare-limits.ts';
import { figure, ratio, seeded, type Bench } from '../bench.ts';
import { startServer as start, type Server } from '../measured-server.ts';
import { PAGES, makePages } from './make-pages.ts';
import { CONNECTIONS, drawn, load, pathOf } from './page-load.ts';

const REQUESTS = 12_000;
/** The default of a server. */
const CACHE_MB = 128;

export const page: Bench = {
  name: 'page',
  description: `GET of a page of 20 KB over ${PAGES.toLocaleString('en-US')} pages, the whole route, in server CPU, against a bare node:http server`,
  async run(options) {
    const folder = join(options.folder, 'site');
    const { ids, token, bytes } = await makePages(folder, options.log);
    const store = await start(['--data-dir', folder, '--page-cache-mb', '0'], 'standalone');
    const copies = join(options.folder, 'pages');
    await copyPages(store, ids, copies);
    const servers = { bare: await start(['--child', 'page-bare', copies], 'bare'), store };
    const cpu = { bare: [] as number[], store: [] as number[], cache: [] as number[], unchanged: [] as number[] };
    const draw = () => seeded(7);
    const headers = { authorization: `Bearer ${token}` };
    const paths = drawn(ids, draw(), REQUESTS);
    const measure = async (server: Server, into: number[], extra: Record<string, string> = {}) =>
      into.push(await load(server, (index) => [paths[index % paths.length]!, { ...headers, ...extra }], REQUESTS));
    for (const server of Object.values(servers)) await load(server, (index) => [paths[index]!, headers], REQUESTS);
    for (let round = 0; round < options.rounds; round++) {
      options.log(`round ${round + 1} of ${options.rounds}`);
      await measure(servers.bare, cpu.bare);
      await measure(servers.store, cpu.store);
      await measure(servers.store, cpu.unchanged, { 'if-none-match': '*' });
    }
    await stop(servers.store);
    const cached = await start(['--data-dir', folder, '--page-cache-mb', String(CACHE_MB)], 'standalone');
    await load(cached, (index) => [paths[index % paths.length]!, headers], REQUESTS);
    const bareAgain: number[] = [];
    for (let round = 0; round < options.rounds; round++) {
      await measure(servers.bare, bareAgain);
      await measure(cached, cpu.cache);
    }
    const { hits, misses } = await stop(cached);
    await stop(servers.bare);
    rmSync(folder, { recursive: true, force: true });
    const distinct = new Set(paths.slice(0, REQUESTS)).size;
    return {
      figures: [
        figure('bare node:http', 'µs CPU/request', [...cpu.bare, ...bareAgain]),
        figure('whole route, from the store', 'µs CPU/request', cpu.store),
        figure(`whole route, memory cache of ${CACHE_MB} MB`, 'µs CPU/request', cpu.cache),
        figure('whole route, 304', 'µs CPU/request', cpu.unchanged),
      ],
      ratios: [
        ratio(
          'bare / store',
          cpu.store.map((value, round) => cpu.bare[round]! / value),
          0.3,
        ),
        ratio(
          'bare / cache',
          cpu.cache.map((value, round) => bareAgain[round]! / value),
          0.5,
        ),
      ],
      notes: [
        `a page is ${(bytes / 1000).toFixed(1)} KB; ${REQUESTS.toLocaleString('en-US')} requests a round over ${CONNECTIONS} connections, with token, headers and a log line each`,
        `the requests ask for ${distinct.toLocaleString('en-US')} different pages, ${((distinct * bytes) / 2 ** 20).toFixed(0)} MB; the cache of ${CACHE_MB} MB was hit by ${((100 * hits) / (hits + misses)).toFixed(0)} % of ${(hits + misses).toLocaleString('en-US')}`,
      ],
    };
  },
};

/** Ends a server and gives what it says of its page cache on the way out. */
function stop({ process: child }: Server): Promise<{ hits: number; misses: number }> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4096)));
  return new Promise((resolve) => {
    child.once('close', () => {
      const [, hits, misses] = /"pageCache":\{"hits":(\d+),"misses":(\d+)\}/.exec(output) ?? [];
      resolve({ hits: Number(hits ?? 0), misses: Number(misses ?? 0) });
    });
    child.kill('SIGTERM');
  });
}

/** Keeps what a server answers as files of their own, for the bare server to send the same bytes. */
async function copyPages(server: Server, ids: readonly string[], folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const id of ids) {
    const page = await fetch(`http://127.0.0.1:${server.port}${pathOf(id)}`);
    writeFileSync(join(folder, id), Buffer.from(await page.arrayBuffer()));
  }
}

/** The bare server as a process: the pages of a folder, from memory, at a free port. */
export async function serveBare(folder: string): Promise<void> {
  const pages = new Map(readdirSync(folder).map((id) => [pathOf(id), readFileSync(join(folder, id))]));
  const server = bareServer(pages).listen(0, '127.0.0.1', () => {
    process.stdout.write(`"url":"http://127.0.0.1:${(server.address() as AddressInfo).port}","msg":"ready"\n`);
  });
  process.once('SIGTERM', () => process.exit(0));
}
