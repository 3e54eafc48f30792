// An Nx plugin: a project has a target for each suite of which it holds a spec: test, test-servers, test-chaos, test-corpus.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suiteOf } from '../suites.mjs';

const HERMETIC = {
  cache: true,
  dependsOn: ['build'],
  inputs: ['default', '^production', 'testRunner', { dependentTasksOutputFiles: '**/*.{js,json}', transitive: true }],
};
/** What depends on servers, on chance or on data elsewhere is run whenever it is asked for; it starts any of the apps. */
const OTHER = { cache: false, dependsOn: ['build', { projects: ['tag:layer:app', 'tag:layer:tool'], target: 'build' }] };

const targetOf = (suite) => (suite === 'test' ? 'test' : `test-${suite}`);

const definitionOf = (suite) => ({
  command: `node tools/jest.mjs --suite=${suite} --report --selectProjects {projectName} --maxWorkers=1`,
  outputs: [`{workspaceRoot}/test-results/${suite}/{projectName}.json`],
  ...(suite === 'test' ? HERMETIC : OTHER),
});

function projectOf(file, workspaceRoot) {
  let folder = dirname(file);
  while (!existsSync(join(workspaceRoot, folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

export const createNodesV2 = [
  '{apps,libs,tools}/**/*.spec.{ts,tsx}',
  (files, _options, { workspaceRoot }) =>
    files.map((file) => {
      const suite = suiteOf(file);
      return [file, { projects: { [projectOf(file, workspaceRoot)]: { targets: { [targetOf(suite)]: definitionOf(suite) } } } }];
    }),
];
export const createNodes = createNodesV2;
