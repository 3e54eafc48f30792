import 'reflect-metadata';
import { processIo } from './output.ts';
import { run } from './program.ts';

const stopping = new AbortController();
process.once('SIGINT', () => stopping.abort());
// A reader that closes the pipe early (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));

process.exitCode = await run(process.argv.slice(2), processIo(), stopping.signal);
