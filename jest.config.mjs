import { readdirSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testMatch } from './tools/suites.mjs';

/** Every folder with a package.json under apps/ and libs/ is a Jest project of its own, named as Nx names it. */
const folders = ['apps', 'libs', 'libs/contexts', 'libs/imports', 'libs/platform', 'libs/projections', 'tools'].flatMap(
  (parent) =>
    readdirSync(new URL(parent, import.meta.url))
      .map((name) => `${parent}/${name}`)
      .filter((folder) => existsSync(new URL(`${folder}/package.json`, import.meta.url))),
);

const swc = (parser, transform) => ({
  jsc: {
    parser: { syntax: 'typescript', ...parser },
    transform: { useDefineForClassFields: false, ...transform },
    target: 'es2022',
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
});
const typescript = swc({ decorators: true }, { legacyDecorator: true, decoratorMetadata: true });
/** As libs/site/tsconfig.json has it. */
const tsx = swc({ tsx: true }, { react: { runtime: 'automatic', importSource: 'preact' } });

export default {
  projects: folders.map((folder) => ({
    displayName: JSON.parse(readFileSync(new URL(`${folder}/package.json`, import.meta.url), 'utf8')).nx.name,
    rootDir: join(import.meta.dirname, folder),
    testEnvironment: 'node',
    setupFilesAfterEnv: [join(import.meta.dirname, 'libs/testing/src/time-outs.setup.ts')],
    testMatch: testMatch(process.env.STOA_SUITE),
    extensionsToTreatAsEsm: ['.ts', '.tsx'],
    testEnvironmentOptions: { customExportConditions: ['stoa-source', 'node', 'node-addons'] },
    transform: { '^.+\\.ts$': ['@swc/jest', typescript], '^.+\\.tsx$': ['@swc/jest', tsx] },
  })),
  maxWorkers: 2,
  // Modules of a finished spec stay in memory for ever (docs/guides/testing.md), so a worker that has grown is replaced by a fresh one.
  workerIdleMemoryLimit: '300MB',
};
