import { join } from 'node:path';
import { figure, ratio, type Bench } from '../bench.ts';
import { inChild } from '../child.ts';
import type { RebuildMeasure } from './measure.ts';
import { logOf } from './log-of.ts';
import { MIX } from './synthetic-log.ts';

const SIZES = { small: 100_000, large: Number(process.env['STOA_BENCH_EVENTS'] ?? 1_000_000) };

export const rebuild: Bench = {
  name: 'rebuild',
  description: 'question-page from a synthetic log, against a loop written by hand for the same tables',
  async run(options) {
    const [small, large] = [await logOf(SIZES.small, options), await logOf(SIZES.large, options)];
    const runs: Record<'read' | 'bare' | 'rows' | 'pages' | 'bareSmall' | 'rowsSmall', RebuildMeasure[]> = {
      read: [],
      bare: [],
      rows: [],
      pages: [],
      bareSmall: [],
      rowsSmall: [],
    };
    const cold = await inChild<RebuildMeasure>(
      'rebuild-pages',
      large,
      join(options.folder, 'cold'),
      join(options.folder, 'html.sqlite'),
    );
    for (let round = 0; round < options.rounds; round++) {
      options.log(`round ${round + 1} of ${options.rounds}`);
      runs.read.push(await inChild('rebuild-read', large));
      runs.bare.push(await inChild('rebuild-bare', large, join(options.folder, 'bare')));
      runs.rows.push(await inChild('rebuild-rows', large, join(options.folder, 'rows')));
      runs.pages.push(await inChild('rebuild-pages', large, join(options.folder, 'pages'), join(options.folder, 'html.sqlite')));
      runs.bareSmall.push(await inChild('rebuild-bare', small, join(options.folder, 'bare')));
      runs.rowsSmall.push(await inChild('rebuild-rows', small, join(options.folder, 'rows')));
    }
    const rate = (measures: RebuildMeasure[]) => measures.map(({ events, seconds }) => events / seconds);
    const over = (a: RebuildMeasure[], b: RebuildMeasure[]) =>
      a.map(({ seconds, events }, round) => events / seconds / (b[round]!.events / b[round]!.seconds));
    const growth = (big: RebuildMeasure[], little: RebuildMeasure[]) => over(little, big);
    const [bareGrowth, rowsGrowth] = [growth(runs.bare, runs.bareSmall), growth(runs.rows, runs.rowsSmall)];
    const memory = [...runs.rows, ...runs.pages, cold].map(({ rssMb }) => rssMb);
    return {
      figures: [
        figure('reading and parsing alone', 'events/s', rate(runs.read)),
        figure('loop by hand, rows', 'events/s', rate(runs.bare)),
        figure('engine, rows', 'events/s', rate(runs.rows)),
        figure('engine, rows and documents, HTML warm', 'events/s', rate(runs.pages)),
        figure('engine, rows and documents, HTML cold (once)', 'events/s', rate([cold])),
        figure(
          'resident memory, rows',
          'MB',
          runs.rows.map(({ rssMb }) => rssMb),
        ),
        figure(
          'resident memory, rows and documents',
          'MB',
          [...runs.pages, cold].map(({ rssMb }) => rssMb),
        ),
        figure('loop by hand, growth of time per event', 'x', bareGrowth),
        figure('engine, growth of time per event', 'x', rowsGrowth),
      ],
      ratios: [
        ratio('rows / loop', over(runs.rows, runs.bare), 0.8),
        ratio('rows and documents / loop', over(runs.pages, runs.bare), 0.5),
        ratio(
          'growth / loop’s growth',
          rowsGrowth.map((value, round) => value / bareGrowth[round]!),
          1.2,
          true,
        ),
        ratio('highest resident memory of any run', [Math.max(...memory)], 512, true, 'MB'),
      ],
      notes: [
        `${SIZES.large.toLocaleString('en-US')} events: ${Object.entries(MIX)
          .map(([name, share]) => `${name} ${(share * 100).toFixed(1)} %`)
          .join(', ')}, the rest ratings; ${cold.documents.toLocaleString('en-US')} documents`,
      ],
    };
  },
};
