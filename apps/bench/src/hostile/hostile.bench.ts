import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Pool } from 'undici';
import { figure, ratio, type Bench } from '../bench.ts';
import { endServer, startServer, type Server } from '../measured-server.ts';
import { makePages } from '../page/make-pages.ts';

const PAGES = 200;
const ATTACKERS = 8;
const READERS = 4;
const SECONDS = 8;
/** Between two requests of a reader, in milliseconds: what is measured is waiting, not throughput. */
const PAUSE_MS = 5;
const table = (columns: number, rows: number) =>
  `${['a', '-'].map((cell) => `|${`${cell}|`.repeat(columns)}`).join('\n')}\n${'|\n'.repeat(rows)}`;
const filled = (piece: string) => piece.repeat(Math.floor(65_536 / piece.length));

/** Bodies of at most 64 KiB that take a parser longest: refused on their face, refused by their structure, and taken. */
const BODIES = [
  table(2000, 1),
  filled('- \n'),
  '[a]'.repeat(10_000),
  table(90, 4900),
  ...['*a **a ', '_a ', '![a](', '<a@b.example> ', 'www.a_b.example ', 'a@b.example ', '<', '&amp;', '`a``', '\\'].map(filled),
];

export const hostile: Bench = {
  name: 'hostile',
  description: `waiting of ${READERS} readers of pages while a member posts the worst bodies over ${ATTACKERS} connections`,
  async run({ rounds, folder, log }) {
    const data = join(folder, 'site');
    const { ids, token } = await makePages(data, log, PAGES);
    const headers = { authorization: `Bearer ${token}` };
    const server = await startServer(['--data-dir', data], 'standalone');
    const found = { calm: [] as number[], attacked: [] as number[], posted: [] as number[], statuses: new Map<number, number>() };
    await readFor(server, ids, headers, () => false);
    for (let round = 0; round < rounds; round++) {
      log(`round ${round + 1} of ${rounds}`);
      found.calm.push(await readFor(server, ids, headers, () => false));
      let ended = false;
      const attack = attackUntil(server, headers, () => ended, found.statuses);
      found.attacked.push(await readFor(server, ids, headers, () => ended));
      ended = true;
      found.posted.push((await attack) / SECONDS);
    }
    await endServer(server);
    const answers = [...found.statuses].sort().map(([status, count]) => `${count} × ${status}`);
    return {
      figures: [figure('a page, nobody else', 'ms p99', found.calm), figure('bodies answered', 'bodies/s', found.posted)],
      ratios: [ratio('a page during the attack', found.attacked, 50, true, 'ms p99')],
      notes: [`answers to the attack: ${answers.join(', ')}`],
    };
  },
};

type Headers = Readonly<Record<string, string>>;

/** Milliseconds that the slowest hundredth of requests waited at least. */
async function readFor({ port }: Server, ids: readonly string[], headers: Headers, ended: () => boolean): Promise<number> {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: READERS, pipelining: 1 });
  const waits: number[] = [];
  const until = performance.now() + SECONDS * 1000;
  const reader = async () => {
    while (performance.now() < until && !ended()) {
      const began = performance.now();
      const path = `/v1/questions/${ids[Math.floor(Math.random() * ids.length)]}`;
      const { statusCode, body } = await pool.request({ method: 'GET', path, headers });
      await body.dump();
      if (statusCode !== 200) throw new Error(`A page was answered ${statusCode}.`);
      waits.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  };
  await Promise.all(Array.from({ length: READERS }, reader));
  await pool.close();
  waits.sort((a, b) => a - b);
  return waits[Math.floor(waits.length * 0.99)]!;
}

/** Gives how many bodies were answered. */
async function attackUntil(
  { port }: Server,
  headers: Headers,
  ended: () => boolean,
  statuses: Map<number, number>,
): Promise<number> {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: ATTACKERS, pipelining: 1 });
  let next = 0;
  const attacker = async () => {
    while (!ended()) {
      const body = JSON.stringify({ title: `Question ${next}?`, topics: ['a-topic'], body: BODIES[next++ % BODIES.length] });
      const { statusCode, body: answer } = await pool.request({
        method: 'POST',
        path: '/v1/questions',
        headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        body,
      });
      await answer.dump();
      statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: ATTACKERS }, attacker));
  await pool.close();
  return next;
}
