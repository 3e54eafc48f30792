import 'reflect-metadata';

// Before anything else is loaded, so that an interruption at any moment ends in the code that says so.
const stopping = new AbortController();
process.once('SIGINT', () => stopping.abort());
// A reader that closes the pipe early (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));

const { processIo } = await import('./output.ts');
const { run } = await import('./program.ts');
process.exitCode = await run(process.argv.slice(2), processIo(), stopping.signal);
