import { figure, ratio, type Bench } from '../bench.ts';
import { inChild } from '../child.ts';
import { logOf } from '../rebuild/rebuild.bench.ts';
import type { PostgresRebuild } from './measure-rebuild.ts';
import { busyness, withServers } from './site.ts';

const EVENTS = 300_000;

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
      return {
        figures: [
          figure('loop by hand', 'events/s', bare),
          figure('engine', 'events/s', engine),
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
        notes: ['rows of both are equal, by their digests; Postgres without fsync', busyness()],
      };
    }),
};
