import type { BoardOptions } from '../read.command.ts';
import type { Line } from './line.ts';
import type { BoardPeriod } from '@stoa/contracts';
import { Option } from 'commander';

/** Written out, since help is there before the contracts are loaded; the compiler asks for each of them. */
const PERIODS = Object.keys({ all: 0, year: 0, month: 0, week: 0 } satisfies Record<BoardPeriod, 0>);

/** Pages and boards. */
export function readingCommands({ program, add, act }: Line): void {
  act(
    add(program, 'page', 'a question page as the API serves it', 'page what-is-product-management').argument(
      '<question>',
      'id or slug',
    ),
    async (context, question: string) => (await import('../read.command.ts')).showPage(context, question),
  );
  act(
    add(program, 'board', 'a board of mentors', 'board product-management --period year', 'board --site')
      .argument('[topic]', 'key of a topic')
      .option('--site', 'the board of the whole site')
      .addOption(new Option('--period <period>', 'period of the board').choices(PERIODS).default('all'))
      .option('--at <day>', 'a day inside the period, YYYY-MM-DD (default: today)')
      .option('--limit <number>', 'maximum number', '20'),
    async (context, topic: string | undefined, options: BoardOptions) =>
      (await import('../read.command.ts')).showBoard(context, topic, options),
  );
}
