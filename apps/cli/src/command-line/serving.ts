import type { Line } from './line.ts';

/** Serve, serve a demo, and back the folder up. */
export function servingCommands({ program, add, act }: Line): void {
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
        (await import('../serve.command.ts')).serve(context, { ...options, demo }),
    );
  act(
    add(
      program,
      'backup',
      'copy what cannot be rebuilt of the folder, also while it is served',
      'backup --to ./backups/monday',
    ).requiredOption('--to <folder>', 'a folder that does not exist yet'),
    async (context, options: { to: string }) => (await import('../backup.command.ts')).backup(context, options),
  );
}
