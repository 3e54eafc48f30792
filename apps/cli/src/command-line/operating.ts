import type { Selection } from '../projections.command.ts';
import type { Line } from './line.ts';

/** What a folder holds, read models, messages that were set aside. */
export function operatingCommands({ program, add, remotely, act }: Line): void {
  act(
    add(
      program,
      'doctor',
      'check everything that a data folder holds, and say what to do; also while it is served',
      'doctor --data-dir ./data',
      'doctor --json',
    ),
    async (context) => (await import('../doctor.command.ts')).doctor(context),
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
    async (context) => (await import('../projections.command.ts')).listProjections(context),
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
      (await import('../projections.command.ts')).rebuild(context, name, options),
  );
  act(
    remotely(
      add(
        projections,
        'verify',
        'fold from the start and compare with what is live, also while it is served',
        'projections verify --all',
        'projections verify --all --gateway http://127.0.0.1:3000',
      ),
    )
      .argument('[name]')
      .option('--all', 'all read models'),
    async (context, name: string | undefined, options: Selection) =>
      (await import('../verify.command.ts')).verifyProjections(context, name, options),
  );
  act(
    add(projections, 'dump', 'the canonical dump as NDJSON', 'projections dump mentor-leaderboard > board.ndjson').argument(
      '<name>',
    ),
    async (context, name: string) => (await import('../projections.command.ts')).dumpProjection(context, name),
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
    async (context, options: { limit: string }) => (await import('../set-aside.command.ts')).listSetAside(context, options),
  );
}
