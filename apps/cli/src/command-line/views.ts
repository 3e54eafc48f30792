import type { LogOptions } from '../import-log.command.ts';
import type { RestateOptions } from '../views.command.ts';
import type { Line } from './line.ts';

const collected = (value: string, before: string[] = []) => [...before, value];

/** Views. */
export function viewsCommands({ program, add, remotely, act }: Line): void {
  const views = program.command('views').description('how often answers are read, and how that is counted');
  act(
    remotely(
      add(views, 'explain', 'where an answer’s number of views comes from', 'views explain 7d9a… --day 2026-11-24').argument(
        '<answer>',
        'its id',
      ),
    ).option('--day <day>', 'only this day, UTC'),
    async (context, answer: string, options: { day?: string }) =>
      (await import('../views.command.ts')).explainViews(context, answer, options),
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
    async (context, options: RestateOptions) => (await import('../views.command.ts')).restateViews(context, options),
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
      (await import('../import-log.command.ts')).importLog(context, files, options),
  );
}
