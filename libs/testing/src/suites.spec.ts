import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../../..');
const SUITES = ['test', 'servers', 'chaos', 'corpus'];
/** What else may stand before `.spec.ts`: the role of the file that is tested. */
const ROLES = ['handler', 'projection', 'document', 'query'];

const specs = ['apps', 'libs', 'tools']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
  .filter((file) => /\.(spec|test)\.[cm]?[jt]sx?$/.test(file) && !/(^|\/)(dist|node_modules)\//.test(file));

/** The spec files that Jest would run for a suite. */
async function listed(suite: string): Promise<string[]> {
  const arguments_ = ['tools/jest.mjs', `--suite=${suite}`, '--listTests', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, arguments_, {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  return (JSON.parse(stdout) as string[]).map((file) => relative(root, file));
}

it('run each spec file once: none belongs to two suites, and none to none', async () => {
  const run = (await Promise.all(SUITES.map(listed))).flat();
  expect(run.sort()).toEqual([...specs].sort());
  expect(specs.length).toBeGreaterThan(100);
});

it('have names that say the suite, or none', () => {
  const wordOf = (file: string) => /\.([a-z-]+)\.spec\.tsx?$/.exec(file)?.[1];
  const known = [undefined, ...SUITES.slice(1), ...ROLES];
  expect(specs.filter((file) => !known.includes(wordOf(file)))).toEqual([]);
});
