import type { CopyOptions } from '../copy.command.ts';
import type { ListOptions } from '../events.command.ts';
import type { Line } from './line.ts';

/** Read the log, copy it. */
export function eventsCommands({ program, add, act }: Line): void {
  const events = program.command('events').description('read the log, copy it');
  act(
    add(events, 'list', 'events in order', 'events list --limit 5', 'events list --stream question-0c5d… --json')
      .option('--after <position>', 'only after this position')
      .option('--limit <number>', 'maximum number', '50')
      .option('--type <prefix>', 'only types with this prefix')
      .option('--stream <name>', 'only of this stream'),
    async (context, options: ListOptions) => (await import('../events.command.ts')).listEvents(context, options),
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
      .option('--until <position>', 'only up to this position of the source, such as the last one before damage')
      .option('--wait <seconds>', 'how long to wait for an EventStoreDB that does not respond', '15'),
    async (context, options: CopyOptions) => (await import('../copy.command.ts')).copyEvents(context, options),
  );
  act(add(events, 'show', 'one event in full', 'events show 17').argument('<position>'), async (context, position: string) =>
    (await import('../events.command.ts')).showEvent(context, position),
  );
}
