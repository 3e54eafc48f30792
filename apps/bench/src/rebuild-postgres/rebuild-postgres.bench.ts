import { postgresServer, whyNone } from '@stoa/testing/servers';
import { figure, ratio, type Bench } from '../bench.ts';
import { inChild } from '../child.ts';
import { logOf } from '../rebuild/log-of.ts';
import type { PostgresMeasure } from './measure.ts';

const EVENTS = Number(process.env['STOA_BENCH_EVENTS'] ?? 300_000);

export const rebuildPostgres: Bench = {
  name: 'rebuild-postgres',
  description: 'question-page’s rows on Postgres from events in memory, against a loop written by hand for the same tables',
  async run(options) {
    const log = await logOf(EVENTS, options);
    const server = await postgresServer();
    if (!server) throw new Error((await whyNone('postgres')) ?? 'There is no Postgres.');
    try {
      const [bare, engine]: [PostgresMeasure[], PostgresMeasure[]] = [[], []];
      for (let round = 0; round < options.rounds; round++) {
        options.log(`round ${round + 1} of ${options.rounds}`);
        // Whoever comes second finds the machine otherwise: they take turns.
        for (const side of round % 2 ? [engine, bare] : [bare, engine])
          side.push(await inChild(side === bare ? 'postgres-bare' : 'postgres-engine', log, server.url));
      }
      const rate = (measures: PostgresMeasure[]) => measures.map(({ events, seconds }) => events / seconds);
      const [loop, ours] = [rate(bare), rate(engine)];
      const same = new Set([...bare, ...engine].map(({ digest }) => digest)).size === 1;
      if (!same) throw new Error(`The loop and the engine left other rows: ${bare[0]?.digest}; ${engine[0]?.digest}`);
      return {
        figures: [figure('loop by hand, rows', 'events/s', loop), figure('engine, rows', 'events/s', ours)],
        ratios: [
          ratio(
            'rows / loop',
            ours.map((value, round) => value / loop[round]!),
            0.7,
          ),
        ],
        notes: [`${EVENTS.toLocaleString('en-US')} events, decoded, in memory; indexes within; both left the same rows`],
      };
    } finally {
      await server.stop();
    }
  },
};
