import type { ImportOptions } from '../import.command.ts';
import type { Line } from './line.ts';

/** Import another site. */
export function importingCommands({ program, add, act }: Line): void {
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
      (await import('../import.command.ts')).importDump(context, folder, options),
  );
}
