// npm run lint: import rules, code rules, formatting.
import { join } from 'node:path';
import { bootstrap, root } from './bootstrap.mjs';
import { run } from './run.mjs';

bootstrap();
process.chdir(root);
// The rule on imports reads Nx's project graph, and says nothing where there is none.
const graph = await run(
  [join(root, 'node_modules/nx/dist/bin/nx.js'), 'graph', `--file=${join(root, 'node_modules/.stoa/graph.json')}`],
  { NX_DAEMON: 'false' },
);
const eslint = await run([join(root, 'node_modules/eslint/bin/eslint.js'), '.', '--max-warnings=0'], { NX_DAEMON: 'false' });
const prettier = await run([join(root, 'node_modules/prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.']);
process.exit(graph || eslint || prettier);
