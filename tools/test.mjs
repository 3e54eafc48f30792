// npm test, npm run test:servers, …: installs, builds and runs one suite (test where none is named) through Nx, one process a project.
// Arguments go to Nx (--skip-nx-cache, --projects=kernel); what names files goes to Jest, which runs those of the suite.
// Ends with the names of what was skipped, and the sum.
import { bootstrap, root } from './bootstrap.mjs';
import { nx } from './nx.mjs';
import { patience } from './patience.mjs';
import { run } from './run.mjs';
import { SUITES } from './suites.mjs';
import { forgetReports, sumOf } from './test-results.mjs';

const [first, ...rest] = process.argv.slice(2);
const [suite, args] = SUITES.includes(first) ? [first, rest] : ['test', process.argv.slice(2)];
bootstrap();
process.chdir(root);
process.env.STOA_PATIENCE = patience();
if (process.env.STOA_PATIENCE !== '1')
  process.stdout.write(`This machine is busy: time-outs are ${process.env.STOA_PATIENCE} times as long\n`);
forgetReports(suite);
const target = suite === 'test' ? 'test' : `test-${suite}`;
// What specs of real data print is what they were run for; of the other suites Nx shows what failed.
const shown = suite === 'corpus' ? ['--output-style=static'] : [];
const code = args.some((argument) => !argument.startsWith('-'))
  ? await run(['tools/jest.mjs', `--suite=${suite}`, '--report', '--passWithNoTests', ...args])
  : // The bootstrap has built everything with one compiler.
    await nx('run-many', `--targets=${target}`, '--exclude-task-dependencies', ...shown, ...args);
const { passed, failed, skipped, broken } = sumOf(suite);
for (const name of failed) process.stdout.write(`FAILED: ${name}\n`);
for (const file of broken) process.stdout.write(`FAILED: ${file} could not run\n`);
for (const name of skipped) process.stdout.write(`SKIPPED: ${name}\n`);
// A run that ended without a report, or otherwise than its reports say, is a failure too.
const failures = failed.length + broken.length || Number(code !== 0);
process.stdout.write(`Tests: ${passed} passed, ${failures} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}\n`);
process.exit(failures > 0 ? 1 : 0);
