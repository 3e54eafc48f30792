import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const folderOf = (suite) => join(import.meta.dirname, '../test-results', suite);

/** Where Jest's report on one project's part of a suite lies. */
export function reportOf(suite, project) {
  mkdirSync(folderOf(suite), { recursive: true });
  return join(folderOf(suite), `${project}.json`);
}

export const forgetReports = (suite) => rmSync(folderOf(suite), { recursive: true, force: true });

/** The sum of all projects' reports; `broken` are spec files that could not run, and each is a failure. */
export function sumOf(suite) {
  const reports = (existsSync(folderOf(suite)) ? readdirSync(folderOf(suite)) : [])
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folderOf(suite), file), 'utf8')));
  const files = reports.flatMap(({ testResults }) => testResults);
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const namesOf = (...statuses) => tests.filter(({ status }) => statuses.includes(status)).map(({ fullName }) => fullName);
  const broken = files
    .filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'))
    .map(({ name }) => name);
  return { passed: namesOf('passed').length, failed: namesOf('failed'), skipped: namesOf('pending', 'skipped', 'todo'), broken };
}
