import type { Line } from './line.ts';

/** Serve, and serve a demo. */
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
}
