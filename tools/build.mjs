// npm run build: everything. One compiler builds the solution, five times cheaper than one a project; each project's build then finds its
// output up to date, and Nx keeps it.
import { bootstrap, root } from './bootstrap.mjs';
import { nx } from './nx.mjs';

bootstrap();
process.chdir(root);
process.exit(await nx('run-many', '--targets=build', ...process.argv.slice(2)));
