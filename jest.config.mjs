import { readdirSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testMatch } from './tools/suites.mjs';

/** Every folder with a package.json under apps/ and libs/ is a Jest project of its own, named as Nx names it. */
const folders = ['apps', 'libs', 'libs/contexts', 'libs/imports', 'libs/platform', 'libs/projections'].flatMap((parent) =>
  readdirSync(new URL(parent, import.meta.url))
    .map((name) => `${parent}/${name}`)
    .filter((folder) => existsSync(new URL(`${folder}/package.json`, import.meta.url))),
);

const swc = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    target: 'es2022',
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

export default {
  projects: folders.map((folder) => ({
    displayName: JSON.parse(readFileSync(new URL(`${folder}/package.json`, import.meta.url), 'utf8')).nx.name,
    rootDir: join(import.meta.dirname, folder),
    testEnvironment: 'node',
    testMatch: testMatch(process.env.STOA_SUITE),
    extensionsToTreatAsEsm: ['.ts'],
    testEnvironmentOptions: { customExportConditions: ['stoa-source', 'node', 'node-addons'] },
    transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  })),
  testTimeout: 60_000,
  maxWorkers: 2,
};
