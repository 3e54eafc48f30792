// npm start: a running Stoa with a made-up community, from a fresh clone.
import { join } from 'node:path';
import { bootstrap, root } from './bootstrap.mjs';
import { run } from './run.mjs';

bootstrap();
process.exit(await run([join(root, 'apps/standalone/dist/main.js'), '--demo', ...process.argv.slice(2)]));
