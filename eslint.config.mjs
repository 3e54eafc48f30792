import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const tags = (names) => names.map((name) => `layer:${name}`);
const layer = (name, ...others) => ({ sourceTag: `layer:${name}`, onlyDependOnLibsWithTags: tags(others) });
const never = (name, ...others) => ({ sourceTag: `layer:${name}`, notDependOnLibsWithTags: tags(others) });

const contexts = ['questions', 'answers', 'mentors', 'members', 'view-analytics', 'imports'];
/** A context sees itself and no other one. */
const apart = contexts.map((name) => ({
  sourceTag: `context:${name}`,
  notDependOnLibsWithTags: contexts.filter((other) => other !== name).map((other) => `context:${other}`),
}));

/** Imports run one way; each project's tags are in its package.json. That nothing imports an app, Nx's rule knows by itself. */
const layers = [
  layer('kernel', 'kernel'),
  layer('markdown', 'markdown'),
  layer('contracts', 'kernel', 'contracts'),
  layer('imports-mapping', 'kernel', 'contracts', 'imports-mapping'),
  layer('imports', 'kernel', 'contracts', 'markdown', 'imports-mapping', 'imports'),
  layer('context', 'kernel', 'contracts', 'markdown', 'imports-mapping', 'context'),
  ...apart,
  layer('read-model', 'kernel', 'contracts', 'markdown', 'read-model'),
  layer('projections-engine', 'kernel', 'contracts', 'projections-engine'),
  layer('projections-store', 'kernel', 'contracts', 'platform', 'projections-store'),
  layer('projections', 'kernel', 'contracts', 'markdown', 'platform', 'read-model', 'projections-engine', 'projections-store', 'projections'),
  layer('relay', 'kernel', 'contracts', 'relay'),
  layer('platform', 'kernel', 'contracts', 'platform'),
  layer('view-beacon', 'view-beacon'),
  layer('site', 'kernel', 'contracts', 'platform', 'view-beacon', 'site'),
  layer('api-client', 'kernel', 'api-client'),
  layer('api', 'kernel', 'contracts', 'platform', 'site', 'api'),
  layer('demo', 'kernel', 'contracts', 'context', 'demo'),
  layer('app', 'kernel', 'contracts', 'markdown', 'context', 'imports', 'platform', 'read-model', 'projections-engine', 'projections-store', 'projections', 'relay', 'api', 'api-client', 'demo'),
  // Beside the system: what tests are made with, what a developer runs, what measures, what journeys need.
  layer('testing', 'kernel', 'contracts', 'context', 'platform', 'testing'),
  layer('dev-servers', 'kernel', 'testing', 'dev-servers'),
  layer('tool', 'kernel', 'dev-servers'),
  { sourceTag: 'layer:bench', onlyDependOnLibsWithTags: ['*'] },
  { sourceTag: 'layer:e2e', onlyDependOnLibsWithTags: ['*'] },
]; // prettier-ignore

/** Specs and what supports them may reach for any library but these; a cycle is refused here too. */
const layersOfSpecs = [
  { sourceTag: '*', onlyDependOnLibsWithTags: ['*'] },
  layer('kernel', 'kernel'),
  layer('contracts', 'kernel', 'contracts'),
  never('context', 'read-model'),
  ...apart,
  never('projections-engine', 'read-model'),
  never('read-model', 'projections'),
  never('relay', 'read-model', 'projections'),
  never('site', 'context'),
];

/** A process whose last timer does not hold it ends in the middle of what it waits for, with code 13 and no word. */
const heldTimers = {
  selector: "CallExpression[callee.property.name='unref']",
  message: 'Who waits for it must keep the process alive; end it where it is no longer needed.',
};

// Commands load late what most of them do not need; the same packages are imported plainly where they are needed at once.
const LOADED_LATE = ['@stoa/**'];
const boundaries = (depConstraints) => ({
  '@nx/enforce-module-boundaries': [
    'error',
    { enforceBuildableLibDependency: false, checkDynamicDependenciesExceptions: LOADED_LATE, depConstraints },
  ],
});

export default [
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', 'data/**', '**/coverage/**'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@nx': nx },
    rules: {
      ...boundaries(layers),
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
      'no-empty': 'error',
      'no-restricted-syntax': ['error', heldTimers],
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
        heldTimers,
        {
          selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]',
          message: 'HTML enters a page in body.tsx and nowhere else.',
        },
      ],
    },
  },
  {
    files: [
      '**/main.ts',
      'apps/cli/src/*.ts',
      'apps/cli/src/command-line/command-line.ts',
      'apps/e2e/src/*.ts',
      'apps/bench/src/**/*.ts',
      'apps/stack/src/daemon.ts',
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // Tests and what supports them; they say on the console what they skip.
    files: [
      '**/*.spec.ts',
      '**/testing/**/*.ts',
      'libs/testing/**/*.ts',
      'libs/dev-servers/**/*.ts',
      'libs/simulation/**/*.ts',
      'apps/e2e/**/*.ts',
      '**/contract-suite.ts',
    ],
    rules: {
      ...boundaries(layersOfSpecs),
      'no-console': 'off',
      'no-restricted-syntax': 'off',
      'no-restricted-properties': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
    },
  },
  {
    // Apps export nothing. Journeys alone put them together in one process, by their paths.
    files: ['apps/e2e/src/in-process/**/*.ts'],
    rules: { '@nx/enforce-module-boundaries': 'off' },
  },
  prettier,
];
