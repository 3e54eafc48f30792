import type { BoardOptions } from '../read.command.ts';
import type { Line } from './line.ts';
import { boardPeriods } from '@stoa/contracts';
import { Option } from 'commander';

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
      .addOption(new Option('--period <period>', 'period of the board').choices([...boardPeriods]).default('all'))
      .option('--at <day>', 'a day inside the period, YYYY-MM-DD (default: today)')
      .option('--limit <number>', 'maximum number', '20'),
    async (context, topic: string | undefined, options: BoardOptions) =>
      (await import('../read.command.ts')).showBoard(context, topic, options),
  );
}
