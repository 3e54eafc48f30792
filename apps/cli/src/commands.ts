import { boardPeriods } from '@stoa/contracts';
import { Command, Option } from 'commander';
import type { CommandContext, CommandOptions } from './context.ts';
import type { CopyOptions } from './copy.command.ts';
import type { ListOptions } from './events.command.ts';
import type { ImportOptions } from './import.command.ts';
import type { LogOptions } from './import-log.command.ts';
import type { SuspendOptions } from './member.command.ts';
import { oneLine, type Io } from './output.ts';
import type { BoardOptions } from './read.command.ts';
import type { Selection } from './projections.command.ts';
import type { TokenOptions } from './token.command.ts';
import type { RestateOptions } from './views.command.ts';

const EXIT_CODES = `
Exit codes:
  0    fine
  1    what was checked does not hold
  2    could not run; one line on standard error says why
  78   the configuration of a server is wrong
  130  interrupted`;

const examples = (...lines: string[]) => `\nExamples:\n${lines.map((line) => `  $ npx stoa ${line}`).join('\n')}\n`;

const collected = (value: string, before: string[] = []) => [...before, value];

/** Columns of help where there is no terminal. */
const HELP_WIDTH = 100;

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
    writeErr: (text) => io.err(text.startsWith('error: ') ? oneLine(text.slice('error: '.length)) : text),
    getOutHelpWidth: () => (io.isTerminal ? process.stdout.columns : HELP_WIDTH),
  });

  const add = (parent: Command, name: string, description: string, ...lines: string[]) =>
    parent
      .command(name)
      .description(description)
      .option('--data-dir <folder>', 'the data folder', process.env['STOA_DATA_DIR'] ?? './data')
      .option('--json', 'print JSON', false)
      .addHelpText('after', examples(...lines));
  const remotely = (command: Command) =>
    command
      .option('--gateway <url>', 'use this gateway instead of a folder')
      .option('--admin-secret-file <file>', 'file with the admin secret of the gateway (or STOA_ADMIN_SECRET)');
  const act = (command: Command, does: (context: CommandContext, ...args: never[]) => Promise<number | void>) =>
    command.action((...args: unknown[]) =>
      perform((around) => does({ io, options: command.opts<CommandOptions>(), ...around }, ...(args.slice(0, -1) as never[]))),
    );

  for (const [name, demo] of [
    ['serve', false],
    ['demo', true],
  ] as const)
    act(
      add(
        program,
        name,
        demo ? 'serve with a made-up community when the folder is empty' : 'serve the folder',
        `${name} --port 8080`,
      )
        .option('--port <number>', 'port to listen on')
        .option('--host <address>', 'address to listen on'),
      async (context, options: { port?: string; host?: string }) =>
        (await import('./serve.command.ts')).serve(context, { ...options, demo }),
    );

  const importing = program.command('import').description('import another site');
  act(
    add(
      importing,
      'stackexchange',
      'import a dump in the Stack Exchange schema',
      'import stackexchange ./dumps/beer --data-dir ./beer',
      'import stackexchange ./dumps/beer --gateway http://localhost:8080 --token stoa_…',
    )
      .argument('<folder>', 'folder with Posts.xml and, if present, Users, Votes, Tags and PostHistory')
      .option('--source <name>', 'name of the site, from which all ids follow (default: the name of the folder)')
      .option('--gateway <address>', 'import through this server (default: into the folder, through the server that holds it)')
      .option('--token <token>', 'an admin’s token, for the gateway')
      .option('--admin-secret-file <file>', 'file with the gateway’s admin secret, instead of a token'),
    async (context, folder: string, options: ImportOptions) =>
      (await import('./import.command.ts')).importDump(context, folder, options),
  );

  const events = program.command('events').description('read the log, copy it');
  act(
    add(events, 'list', 'events in order', 'events list --limit 5', 'events list --stream question-0c5d… --json')
      .option('--after <position>', 'only after this position')
      .option('--limit <number>', 'maximum number', '50')
      .option('--type <prefix>', 'only types with this prefix')
      .option('--stream <name>', 'only of this stream'),
    async (context, options: ListOptions) => (await import('./events.command.ts')).listEvents(context, options),
  );
  act(
    add(
      events,
      'copy',
      'copy the log into another store, in order; resumes where it stopped',
      'events copy --to ./copy',
      'events copy --from ./data --to "esdb://127.0.0.1:2113?tls=false"',
    )
      .option('--from <store>', 'a data folder or an address of EventStoreDB (default: the data folder)')
      .requiredOption('--to <store>', 'a data folder or an address of EventStoreDB, empty or with a prefix of the log')
      .option('--wait <seconds>', 'how long to wait for an EventStoreDB that does not respond', '15'),
    async (context, options: CopyOptions) => (await import('./copy.command.ts')).copyEvents(context, options),
  );
  act(add(events, 'show', 'one event in full', 'events show 17').argument('<position>'), async (context, position: string) =>
    (await import('./events.command.ts')).showEvent(context, position),
  );

  act(
    add(program, 'page', 'a question page as the API serves it', 'page what-is-product-management').argument(
      '<question>',
      'id or slug',
    ),
    async (context, question: string) => (await import('./read.command.ts')).showPage(context, question),
  );
  act(
    add(program, 'board', 'a board of mentors', 'board product-management --period year', 'board --site')
      .argument('[topic]', 'key of a topic')
      .option('--site', 'the board of the whole site')
      .addOption(new Option('--period <period>', 'period of the board').choices([...boardPeriods]).default('all'))
      .option('--at <day>', 'a day inside the period, YYYY-MM-DD (default: today)')
      .option('--limit <number>', 'maximum number', '20'),
    async (context, topic: string | undefined, options: BoardOptions) =>
      (await import('./read.command.ts')).showBoard(context, topic, options),
  );

  const views = program.command('views').description('how often answers are read, and how that is counted');
  act(
    remotely(
      add(views, 'explain', 'where an answer’s number of views comes from', 'views explain 7d9a… --day 2026-11-24').argument(
        '<answer>',
        'its id',
      ),
    ).option('--day <day>', 'only this day, UTC'),
    async (context, answer: string, options: { day?: string }) =>
      (await import('./views.command.ts')).explainViews(context, answer, options),
  );
  act(
    remotely(
      add(
        views,
        'restate',
        'judge the views of closed days anew',
        'views restate --from 2026-11-01 --to 2026-11-30 --rules v2 --dry-run',
        'views restate --from 2026-11-01 --to 2026-11-30 --rules views.rules.v2 --gateway http://127.0.0.1:3000',
      ),
    )
      .requiredOption('--from <day>', 'the first day, UTC')
      .requiredOption('--to <day>', 'the last day, UTC; it must have ended an hour ago')
      .requiredOption('--rules <rules>', 'rules and their version, such as views.rules.v2 or v2')
      .option('--dry-run', 'only tell what would change'),
    async (context, options: RestateOptions) => (await import('./views.command.ts')).restateViews(context, options),
  );
  act(
    remotely(
      add(
        views,
        'import-log',
        'import views from access logs of Apache or nginx, in the combined format',
        'views import-log access.log access.log.1.gz --pattern "/q/{question}" --pattern "/q/{question}/a/{answer}"',
        'views import-log access.log --pattern "/blog/*/{question}.html" --dry-run',
      ),
    )
      .argument('<log...>', 'logs, plain or gzip')
      .requiredOption('--pattern <path>', 'which paths show a question or an answer; may be given several times', collected)
      .option('--source <name>', 'name of the logs (default: the name of each file)')
      .option('--dry-run', 'only tell what would be imported'),
    async (context, files: string[], options: LogOptions) =>
      (await import('./import-log.command.ts')).importLog(context, files, options),
  );

  const projections = program.command('projections').description('read models: list, rebuild, verify, dump');
  act(
    remotely(
      add(
        projections,
        'list',
        'read models and their checkpoints',
        'projections list --json',
        'projections list --gateway http://127.0.0.1:3000',
      ),
    ),
    async (context) => (await import('./projections.command.ts')).listProjections(context),
  );
  act(
    remotely(
      add(
        projections,
        'rebuild',
        'rebuild from the log and make it live',
        'projections rebuild question-page',
        'projections rebuild --all',
      ),
    )
      .argument('[name]')
      .option('--all', 'all read models'),
    async (context, name: string | undefined, options: Selection) =>
      (await import('./projections.command.ts')).rebuild(context, name, options),
  );
  act(
    add(projections, 'verify', 'fold from the start and compare with what is live', 'projections verify --all')
      .argument('[name]')
      .option('--all', 'all read models'),
    async (context, name: string | undefined, options: Selection) =>
      (await import('./projections.command.ts')).verifyProjections(context, name, options),
  );
  act(
    add(projections, 'dump', 'the canonical dump as NDJSON', 'projections dump mentor-leaderboard > board.ndjson').argument(
      '<name>',
    ),
    async (context, name: string) => (await import('./projections.command.ts')).dumpProjection(context, name),
  );

  const setAside = program.command('set-aside').description('messages that no projector could process');
  act(
    remotely(
      add(setAside, 'list', 'the newest of them', 'set-aside list --gateway http://127.0.0.1:3000 --json').option(
        '--limit <number>',
        'maximum number',
        '20',
      ),
    ),
    async (context, options: { limit: string }) => (await import('./set-aside.command.ts')).listSetAside(context, options),
  );

  const member = program.command('member').description('members, and who may not write');
  act(
    remotely(add(member, 'show', 'a member, with roles and suspension', 'member show 4b1f…')).argument(
      '<member>',
      'the member’s id',
    ),
    async (context, text: string) => (await import('./member.command.ts')).showMember(context, text),
  );
  act(
    remotely(
      add(
        member,
        'suspend',
        'let a member read and not write',
        'member suspend 4b1f… --reason "Advertising"',
        'member suspend 4b1f… --reason "Advertising" --until 2026-12-31',
      ),
    )
      .argument('<member>', 'the member’s id')
      .requiredOption('--reason <text>', 'why, in a line that the member sees')
      .option('--until <day or instant>', 'when it ends by itself, UTC; default when it is ended'),
    async (context, text: string, options: SuspendOptions) =>
      (await import('./member.command.ts')).suspendMember(context, text, options),
  );
  act(
    remotely(add(member, 'reinstate', 'end a suspension', 'member reinstate 4b1f…')).argument('<member>', 'the member’s id'),
    async (context, text: string) => (await import('./member.command.ts')).reinstateMember(context, text),
  );

  const token = program.command('token').description('tokens of members');
  act(
    remotely(
      add(
        token,
        'create',
        'issue a token and show it once',
        'token create --name "Ada" --role admin',
        'token create --member 4b1f… --label laptop',
        'token create --name "Ada" --role admin --gateway http://127.0.0.1:3000 --admin-secret-file ./admin-secret',
      ),
    )
      .option('--name <name>', 'register a new member of this name')
      .option('--role <role>', 'role of the new member: member, analyst, moderator or admin', 'member')
      .option('--member <id>', 'id of an existing member')
      .option('--label <text>', 'what the token is for', 'command line'),
    async (context, options: TokenOptions) => (await import('./token.command.ts')).createToken(context, options),
  );
  act(
    remotely(add(token, 'revoke', 'revoke a token', 'token revoke 4b1f…')).argument('<token>', 'the token or its id'),
    async (context, text: string) => (await import('./token.command.ts')).revokeToken(context, text),
  );
  return program;
}
