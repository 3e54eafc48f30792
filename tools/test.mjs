// npm test, npm run test:servers, …: installs, builds and runs one suite (test where none is named), or the specs that the arguments name.
// Ends with the names of what was skipped, and the sum.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap, root } from './bootstrap.mjs';
import { run } from './run.mjs';
import { SUITES } from './suites.mjs';

const [first, ...rest] = process.argv.slice(2);
const [suite, args] = Object.hasOwn(SUITES, first ?? '') ? [first, rest] : ['test', process.argv.slice(2)];
bootstrap();
process.chdir(root);
const folder = mkdtempSync(join(tmpdir(), 'stoa-test-'));
const report = join(folder, 'report.json');
const code = await run([
  join(root, 'tools/jest.mjs'),
  `--suite=${suite}`,
  '--passWithNoTests',
  '--json',
  `--outputFile=${report}`,
  ...args,
]);
let summary;
try {
  summary = JSON.parse(readFileSync(report, 'utf8'));
} catch {
  process.stderr.write('stoa: the test runner left no report\n');
  process.exit(1);
} finally {
  rmSync(folder, { recursive: true });
}
const {
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: skipped,
  numRuntimeErrorTestSuites: broken,
  testResults,
} = summary;
for (const { assertionResults } of testResults)
  for (const { status, fullName } of assertionResults) if (status === 'pending') process.stdout.write(`SKIPPED: ${fullName}\n`);
if (broken > 0) process.stdout.write(`${broken} spec files could not run\n`);
process.stdout.write(`Tests: ${passed} passed, ${failed + broken} failed${skipped ? `, ${skipped} skipped` : ''}\n`);
process.exit(code);
