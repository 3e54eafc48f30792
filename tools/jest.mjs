// Jest in native ESM mode: the flag must be set before Node starts, so Jest runs in a child process.
import { createRequire } from 'node:module';
import { run } from './run.mjs';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
process.exit(await run(['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest, ...process.argv.slice(2)]));
