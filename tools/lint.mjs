// npm run lint: import rules, code rules, types of the tests (the build leaves them out), formatting.
import { join } from 'node:path';
import { bootstrap, root } from './bootstrap.mjs';
import { run } from './run.mjs';

bootstrap();
process.chdir(root);
const module = (path) => join(root, 'node_modules', path);
const alone = { NX_DAEMON: 'false' };
// The rule on imports reads Nx's project graph, and says nothing where there is none.
const graph = await run([module('nx/dist/bin/nx.js'), 'graph', `--file=${module('.stoa/graph.json')}`], alone);
const eslint = await run([module('eslint/bin/eslint.js'), '.', '--max-warnings=0'], alone);
const types = await run([module('typescript/bin/tsc'), '--project', 'tsconfig.specs.json']);
const prettier = await run([module('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.']);
process.exit(graph || eslint || types || prettier);
