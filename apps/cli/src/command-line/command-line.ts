import { Command } from 'commander';
import type { CommandContext, CommandOptions } from '../context.ts';
import { complaint, type Io } from '../output.ts';
import type { Line } from './line.ts';
import { eventsCommands } from './events.ts';
import { importingCommands } from './importing.ts';
import { membersCommands } from './members.ts';
import { operatingCommands } from './operating.ts';
import { readingCommands } from './reading.ts';
import { servingCommands } from './serving.ts';
import { viewsCommands } from './views.ts';

const EXIT_CODES = `
Exit codes:
  0    fine
  1    what was checked does not hold
  2    could not run; one line on standard error says why
  78   the configuration of a server is wrong
  130  interrupted`;

const examples = (...lines: string[]) => `\nExamples:\n${lines.map((line) => `  $ npx stoa ${line}`).join('\n')}\n`;

/** Columns of help where there is no terminal. */
const HELP_WIDTH = 100;

/** In the order in which help shows them. */
const DEFINITIONS = [
  servingCommands,
  importingCommands,
  eventsCommands,
  readingCommands,
  viewsCommands,
  operatingCommands,
  membersCommands,
];

/** What a command does, once it knows when to stop. */
type Action = (around: Pick<CommandContext, 'signal'>) => Promise<number | void>;

/**
 * All commands with their options and examples; `perform` is called with what the one that was chosen does.
 * Its code is loaded then, and no other's: help is there at once.
 */
export function commandLine(io: Io, perform: (action: Action) => Promise<void>): Command {
  const program = new Command('stoa')
    .description('Ask, answer, rate: every page a projection of events.')
    .addHelpText('after', EXIT_CODES);
  program.exitOverride().configureOutput({
    writeOut: io.out,
    writeErr: (text) => io.err(text.startsWith('error: ') ? complaint(text.slice('error: '.length)) : text),
    getOutHelpWidth: () => (io.isTerminal ? process.stdout.columns : HELP_WIDTH),
  });

  const add: Line['add'] = (parent, name, description, ...lines) =>
    parent
      .command(name)
      .description(description)
      .option('--data-dir <folder>', 'the data folder', process.env['STOA_DATA_DIR'] ?? './data')
      .option('--json', 'print JSON', false)
      .addHelpText('after', examples(...lines));
  const remotely: Line['remotely'] = (command) =>
    command
      .option('--gateway <url>', 'use this gateway instead of a folder')
      .option('--admin-secret-file <file>', 'file with the admin secret of the gateway (or STOA_ADMIN_SECRET)');
  const act: Line['act'] = (command, does) =>
    command.action((...args: unknown[]) =>
      perform((around) => does({ io, options: command.opts<CommandOptions>(), ...around }, ...(args.slice(0, -1) as never[]))),
    );

  const line: Line = { program, add, remotely, act };
  for (const define of DEFINITIONS) define(line);
  return program;
}
