// node tools/jest.mjs [--suite=test|servers|chaos|corpus] [--report] [Jest's arguments]
// Specs of one suite, or of all; --report leaves Jest's report in test-results, for tools/test.mjs.
// Jest in native ESM mode: the flag must be set before Node starts, so Jest runs in a child process.
import { createRequire } from 'node:module';
import { patience } from './patience.mjs';
import { run } from './run.mjs';
import { reportOf } from './test-results.mjs';

const args = process.argv.slice(2);
const take = (prefix) => {
  const index = args.findIndex((argument) => argument.startsWith(prefix));
  return index < 0 ? undefined : args.splice(index, 1)[0].slice(prefix.length);
};
const suite = take('--suite=');
const reports = take('--report') !== undefined;
const projects = args.indexOf('--selectProjects');
const project = projects < 0 ? 'selected' : args[projects + 1];
const limits = { STOA_RATE_LIMITS: 'off', STOA_OVERLOAD: 'off' };
const environment = { STOA_PATIENCE: patience(), ...limits, ...(suite && { STOA_SUITE: suite }) };
const report = reports ? ['--json', `--outputFile=${reportOf(suite, project)}`] : [];
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
process.exit(await run([...node, jest, ...args, ...report], environment));
