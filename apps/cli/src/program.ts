import { CommanderError } from 'commander';
import { commandLine } from './command-line/command-line.ts';
import { EXIT, type Io } from './output.ts';

/** Runs the command line; resolves with the exit code and never throws. */
export async function run(argv: readonly string[], io: Io, signal: AbortSignal): Promise<number> {
  let code: number = EXIT.fine;
  const program = commandLine(io, async (action) => {
    code = (await action({ signal })) ?? EXIT.fine;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (signal.aborted) return EXIT.interrupted;
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.couldNotRun;
    io.err((await import('./one-line.ts')).oneLine(error));
    return EXIT.couldNotRun;
  }
}
