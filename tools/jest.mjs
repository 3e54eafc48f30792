// node tools/jest.mjs [--suite=test|servers|chaos|corpus] [Jest's arguments]: without a suite, specs of all of them.
// Jest in native ESM mode: the flag must be set before Node starts, so Jest runs in a child process.
import { createRequire } from 'node:module';
import { patience } from './patience.mjs';
import { run } from './run.mjs';

const isSuite = (argument) => argument.startsWith('--suite=');
const args = process.argv.slice(2);
const suite = args.find(isSuite)?.slice('--suite='.length);
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const environment = { STOA_PATIENCE: patience(), ...(suite && { STOA_SUITE: suite }) };
process.exit(await run([...node, jest, ...args.filter((argument) => !isSuite(argument))], environment));
