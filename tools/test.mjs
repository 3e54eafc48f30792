// npm test: installs, builds and runs every suite in one go; says at the end which suites asked for something that is not here.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap, root } from './bootstrap.mjs';
import { run } from './run.mjs';

bootstrap();
process.chdir(root);
const folder = mkdtempSync(join(tmpdir(), 'stoa-test-'));
const report = join(folder, 'report.json');
const code = await run([join(root, 'tools/jest.mjs'), '--json', `--outputFile=${report}`, ...process.argv.slice(2)]);
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
if (broken > 0) process.stdout.write(`${broken} suites could not run\n`);
process.stdout.write(`Tests: ${passed} passed, ${failed + broken} failed${skipped ? `, ${skipped} skipped` : ''}\n`);
process.exit(code);
