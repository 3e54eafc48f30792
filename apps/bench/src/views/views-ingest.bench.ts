import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Pool } from 'undici';
import { figure, ratio, type Bench } from '../bench.ts';
import { cpuSeconds, endServer, residentBytes, startServer, type Server } from '../measured-server.ts';
import { FACTS, prepareTelling, type Batch } from './told-batches.ts';

const CONNECTIONS = 32;

export const viewsIngest: Bench = {
  name: 'views-ingest',
  description: `POST /v1/views, durable, ${CONNECTIONS} connections, batches of ${FACTS}, against a bare loop: parse, append, fsync in groups`,
  async run({ rounds, views, folder, log }) {
    const data = join(folder, 'site');
    mkdirSync(data, { recursive: true });
    const telling = await prepareTelling(data);
    const count = Math.ceil(views / rounds / FACTS);
    const bare = await startServer(['--child', 'views-bare', folder], 'bare');
    const ours = await startServer(['--data-dir', data, '--trusted-proxies', '127.0.0.1'], 'standalone');
    let next = 0;
    const fresh = async () => telling((next += count) - count, count);
    const warm = await fresh();
    await tell(bare, warm);
    await tell(ours, warm);
    const base = residentBytes(ours);
    const found = { bare: [] as Told[], ours: [] as Told[], resident: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      const batches = await fresh();
      found.bare.push(await tell(bare, batches));
      found.ours.push(await tell(ours, batches));
      found.resident.push(residentBytes(ours));
      log(
        `round ${round + 1} of ${rounds}: ${Math.round(found.ours.at(-1)!.rate)} / ${Math.round(found.bare.at(-1)!.rate)} facts/s`,
      );
    }
    await Promise.all([endServer(bare), endServer(ours)]);
    const grown = (found.resident.at(-1)! - base) / (count * FACTS * rounds);
    return {
      figures: [
        figure(
          'bare loop',
          'facts/s',
          found.bare.map(({ rate }) => rate),
        ),
        figure(
          'POST /v1/views',
          'facts/s',
          found.ours.map(({ rate }) => rate),
        ),
        figure(
          'bare loop',
          'µs CPU/fact',
          found.bare.map(({ cpu }) => cpu),
        ),
        figure(
          'POST /v1/views',
          'µs CPU/fact',
          found.ours.map(({ cpu }) => cpu),
        ),
        figure(
          'resident memory',
          'MB',
          found.resident.map((bytes) => bytes / 2 ** 20),
        ),
      ],
      ratios: [
        ratio(
          'ours / bare',
          found.ours.map(({ rate }, round) => rate / found.bare[round]!.rate),
          0.4,
        ),
        ratio('memory grown by', [grown], 32, true, 'B/visitor and thing'),
      ],
      notes: [
        `${(count * FACTS).toLocaleString('en-US')} facts a round, each of another visitor and thing, after a round to warm up at ${(base / 2 ** 20).toFixed(0)} MB; the CPU includes judging and sealing; the client shares the machine`,
      ],
    };
  },
};

interface Told {
  /** Facts acknowledged in a second. */
  readonly rate: number;
  /** Of the server, in microseconds. */
  readonly cpu: number;
}

async function tell(server: Server, batches: readonly Batch[]): Promise<Told> {
  const pool = new Pool(`http://127.0.0.1:${server.port}`, { connections: CONNECTIONS, pipelining: 1 });
  const before = cpuSeconds(server);
  const started = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < batches.length) {
      const { body, headers } = batches[next++]!;
      const response = await pool.request({ method: 'POST', path: '/v1/views', body, headers });
      const text = await response.body.text();
      if (response.statusCode !== 202) throw new Error(`A batch was answered ${response.statusCode}: ${text}`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const seconds = (performance.now() - started) / 1000;
  const used = cpuSeconds(server) - before;
  await pool.close();
  const facts = batches.length * FACTS;
  return { rate: facts / seconds, cpu: (used / facts) * 1e6 };
}
