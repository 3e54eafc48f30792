import { EventStoreDbEventStore } from '@stoa/event-store';
import { figure, ratio, type Bench } from '../bench.ts';
import { inChild } from '../child.ts';
import { logOf } from '../rebuild/log-of.ts';
import { appendSyntheticLog } from '../rebuild/synthetic-log.ts';
import type { PostgresRebuild } from './measure-rebuild.ts';
import { busyness, withServers } from './site.ts';

const EVENTS = 300_000;
/** Events that are also read once through the client from the stand-in, to which they are appended one by one: minutes for a million. */
const END_TO_END = Number(process.env['STOA_BENCH_END_TO_END'] ?? 1_000_000);

export const rebuildPostgres: Bench = {
  name: 'rebuild-postgres',
  description: `question-page rows on Postgres, ${EVENTS.toLocaleString('en-US')} events from memory, against a loop written by hand`,
  run: (options) =>
    withServers(['postgres'], async ({ postgres: { url } }) => {
      const log = await logOf(1_000_000, options);
      const runs: Record<'bare' | 'engine', PostgresRebuild[]> = { bare: [], engine: [] };
      for (let round = 1; round <= options.rounds; round++) {
        for (const way of ['bare', 'engine'] as const)
          runs[way].push(await inChild<PostgresRebuild>('rebuild-postgres', way, url, log, String(EVENTS)));
        const [bare, engine] = [runs.bare.at(-1)!, runs.engine.at(-1)!];
        if (bare.digest !== engine.digest) throw new Error('The loop and the engine came to different rows');
        options.log(`round ${round} of ${options.rounds}: ${(bare.seconds / engine.seconds).toFixed(3)}`);
      }
      const rate = (of: PostgresRebuild[]) => of.map(({ events, seconds }) => events / seconds);
      const engine = rate(runs.engine);
      const bare = rate(runs.bare);
      const whole = END_TO_END > 0 ? [await throughClient(url, options.log)] : [];
      return {
        figures: [
          figure('loop by hand', 'events/s', bare),
          figure('engine', 'events/s', engine),
          ...(whole.length > 0 ? [figure('engine from the stand-in, through the client (once)', 'events/s', rate(whole))] : []),
          figure(
            'CPU of the loop’s process',
            's',
            runs.bare.map(({ cpuSeconds }) => cpuSeconds),
          ),
          figure(
            'CPU of the engine’s process',
            's',
            runs.engine.map(({ cpuSeconds }) => cpuSeconds),
          ),
        ],
        ratios: [
          ratio(
            'engine / loop',
            engine.map((value, round) => value / bare[round]!),
            0.7,
          ),
        ],
        notes: [
          'rows of both are equal, by their digests; Postgres without fsync',
          `through the client: ${END_TO_END.toLocaleString('en-US')} events`,
          busyness(),
        ],
      };
    }),
};

/** End to end: a log in the stand-in, read by the client and folded into Postgres. */
function throughClient(url: string, log: (line: string) => void): Promise<PostgresRebuild> {
  return withServers(['eventstore'], async ({ eventstore: { connectionString } }) => {
    log(`appending ${END_TO_END.toLocaleString('en-US')} events to the stand-in`);
    const store = EventStoreDbEventStore.open({ connectionString, patienceMs: 120_000 });
    try {
      await appendSyntheticLog(
        store,
        END_TO_END,
        (done) => done % 100_000 < 1000 && log(`${done.toLocaleString('en-US')} appended`),
      );
    } finally {
      await store.close();
    }
    return inChild<PostgresRebuild>('rebuild-client', url, connectionString);
  });
}
