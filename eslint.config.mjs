import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const layer = (sourceTag, ...onlyDependOnLibsWithTags) => ({
  sourceTag: `layer:${sourceTag}`,
  onlyDependOnLibsWithTags: onlyDependOnLibsWithTags.map((name) => `layer:${name}`),
});
const contexts = ['questions', 'answers', 'mentors', 'members', 'view-analytics', 'imports'];

/** Imports run one way; each project's tags are in its package.json. */
export const depConstraints = [
  layer('kernel', 'kernel'),
  layer('markdown', 'markdown'),
  layer('contracts', 'kernel', 'contracts'),
  layer('imports-mapping', 'kernel', 'contracts', 'imports-mapping'),
  layer('imports', 'kernel', 'contracts', 'markdown', 'imports-mapping', 'imports'),
  layer('context', 'kernel', 'contracts', 'markdown', 'imports-mapping', 'context'),
  // A context sees itself and no other one.
  ...contexts.map((name) => ({ sourceTag: `context:${name}`, notDependOnLibsWithTags: contexts.filter((other) => other !== name).map((other) => `context:${other}`) })),
  layer('read-model', 'kernel', 'contracts', 'markdown', 'read-model'),
  layer('projections-engine', 'kernel', 'contracts', 'projections-engine'),
  layer('projections-store', 'kernel', 'contracts', 'platform', 'projections-store'),
  layer('projections', 'kernel', 'contracts', 'markdown', 'platform', 'read-model', 'projections-engine', 'projections-store', 'projections'),
  layer('relay', 'kernel', 'contracts', 'relay'),
  layer('platform', 'kernel', 'contracts', 'platform'),
  layer('site', 'kernel', 'contracts', 'platform', 'site'),
  layer('api', 'kernel', 'contracts', 'platform', 'site', 'api'),
  layer('demo', 'kernel', 'contracts', 'demo'),
  layer('testing', 'kernel', 'contracts', 'context', 'platform', 'testing'),
  layer('dev-servers', 'kernel', 'testing', 'dev-servers'),
  layer('app', 'kernel', 'contracts', 'markdown', 'context', 'imports', 'platform', 'read-model', 'projections-engine', 'projections-store', 'projections', 'relay', 'api', 'demo'),
  // What a developer runs beside the system.
  layer('tool', 'kernel', 'dev-servers'),
  // Beside what it measures it needs servers to measure with.
  layer('bench', 'kernel', 'contracts', 'markdown', 'platform', 'read-model', 'imports', 'projections-engine', 'projections-store', 'projections', 'testing', 'dev-servers'),
]; // prettier-ignore

const boundaries = (constraints) => ({
  '@nx/enforce-module-boundaries': ['error', { enforceBuildableLibDependency: false, allow: [], depConstraints: constraints }],
});

export default [
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', 'data/**', '**/coverage/**'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@nx': nx },
    rules: {
      ...boundaries(depConstraints),
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
      'no-empty': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Configuration is read once, in main.ts.' },
      ],
    },
  },
  {
    files: ['**/*.tsx'],
    ignores: ['libs/site/src/body.tsx'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]',
          message: 'HTML enters a page in body.tsx and nowhere else.',
        },
      ],
    },
  },
  {
    files: ['**/main.ts', 'apps/cli/src/*.ts', 'apps/e2e/src/*.ts', 'apps/bench/src/**/*.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // Tests and what supports them may reach for any library, and say on the console what they skip.
    files: [
      '**/*.spec.ts',
      '**/testing/**/*.ts',
      'libs/testing/**/*.ts',
      'libs/dev-servers/**/*.ts',
      'libs/simulation/**/*.ts',
      '**/contract-suite.ts',
    ],
    rules: {
      '@nx/enforce-module-boundaries': 'off',
      'no-console': 'off',
      'no-restricted-properties': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
    },
  },
  // Nothing but tests lives there.
  {
    files: ['apps/e2e/**/*.ts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@nx/enforce-module-boundaries': 'off',
      'no-restricted-properties': 'off',
    },
  },
  // Measurements of the distributed mode start the processes of the journeys, on a test's servers.
  {
    files: ['apps/bench/src/distributed/**/*.ts'],
    rules: { '@nx/enforce-module-boundaries': 'off' },
  },
  prettier,
];
