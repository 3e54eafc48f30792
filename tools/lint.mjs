// npm run lint: references of tsconfigs; imports and code of each project, and of what stands beside them; types of specs, which the build
// leaves out; formatting.
import { join } from 'node:path';
import { bootstrap, root } from './bootstrap.mjs';
import { nx } from './nx.mjs';
import { run } from './run.mjs';

bootstrap();
process.chdir(root);
const module = (path) => join(root, 'node_modules', path);
const references = await nx('sync:check');
const lint = await nx('run-many', '--targets=lint', ...process.argv.slice(2));
const beside = await run([module('eslint/bin/eslint.js'), '*.mjs', 'tools/*.mjs', 'infra', '--max-warnings=0']);
const types = await run([module('typescript/bin/tsc'), '--project', 'tsconfig.specs.json']);
const format = await run([module('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.']);
process.exit(references || lint || beside || types || format);
